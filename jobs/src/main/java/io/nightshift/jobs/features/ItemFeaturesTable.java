package io.nightshift.jobs.features;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** What is known of each item as of the run date. */
public final class ItemFeaturesTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = "item_id";
    public static final String TREND = "trend";
    public static final String DAYS_SINCE_FIRST_SALE = "days_since_first_sale";
    public static final String REPEAT_RATE = "repeat_rate";
    public static final String CATEGORY = "category";
    public static final String BRAND = "brand";
    public static final String PRICE = "price";

    /** The measures that every window has a column of, see {@link FeatureWindow#column}. */
    public static final String USERS = "users";

    public static final String UNITS = "units";
    public static final String REVENUE = "revenue";

    public static final Contract CONTRACT = contract();

    private ItemFeaturesTable() {}

    private static Contract contract() {
        Contract.Builder table = Contract.released("item_features", "What is known of one item as of the run date")
                .required(RUN_DATE, DateType, "The run date")
                .key(ITEM_ID, StringType, "The item; every one of the items table");
        for (FeatureWindow window : FeatureWindow.values()) {
            String days = " in the last " + window.days() + " days";
            table.required(window.column(USERS), LongType, "Different users who bought it" + days)
                    .required(window.column(UNITS), UserDaysTable.SUM, "Units bought less units returned" + days)
                    .optional(
                            window.column(REVENUE),
                            UserDaysTable.SUM,
                            "Amounts bought less amounts paid back" + days
                                    + "; 0 without a purchase or return, null when there are some and no amount is known");
        }
        return table.optional(
                        TREND,
                        DoubleType,
                        "(a - b) / (a + b) of its purchase events a in the last 28 days and b in the 28 before, -1 to 1;"
                                + " null when there are none")
                .optional(
                        DAYS_SINCE_FIRST_SALE,
                        IntegerType,
                        "Days from its first purchase to the run date; null without a purchase")
                .optional(
                        REPEAT_RATE,
                        DoubleType,
                        "Share of its users who bought it on more than one day, 0 to 1; null without a purchase")
                .optional(CATEGORY, StringType, "As in the items table")
                .optional(BRAND, StringType, "As in the items table")
                .optional(PRICE, UserDaysTable.SUM, "Current price of a unit; null when unknown")
                .version(1, 0);
    }
}
