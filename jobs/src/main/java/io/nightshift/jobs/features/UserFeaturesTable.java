package io.nightshift.jobs.features;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What is known of each user as of the run date. */
public final class UserFeaturesTable {
    public static final String RUN_DATE = "run_date";
    public static final String USER_ID = "user_id";
    public static final String DAYS_SINCE_LAST = "days_since_last";
    public static final String DAYS_SINCE_FIRST = "days_since_first";
    public static final String MEAN_BASKET = "mean_basket";
    public static final String DISCOUNT_SHARE_90D = "discount_share_90d";
    public static final String TOP_CATEGORIES = "top_categories";
    public static final String ATTRIBUTES = "attributes";

    /** The measures that every window has a column of, see {@link FeatureWindow#column}. */
    public static final String ORDERS = "orders";

    public static final String UNITS = "units";
    public static final String SPEND = "spend";
    public static final String ITEMS = "items";
    public static final String ACTIVE_DAYS = "active_days";

    /** The fields of an entry of {@link #TOP_CATEGORIES}. */
    public static final String CATEGORY = "category";

    public static final String SHARE = "share";

    static final DataType TOP_CATEGORIES_TYPE = DataTypes.createArrayType(
            new StructType(new StructField[] {
                DataTypes.createStructField(CATEGORY, StringType, false),
                DataTypes.createStructField(SHARE, DoubleType, false)
            }),
            false);

    public static final Contract CONTRACT = contract();

    private UserFeaturesTable() {}

    private static Contract contract() {
        Contract.Builder table = Contract.released("user_features", "What is known of one user as of the run date")
                .required(RUN_DATE, DateType, "The run date")
                .key(USER_ID, StringType, "The user; every one of the users table");
        for (FeatureWindow window : FeatureWindow.values()) {
            String days = " in the last " + window.days() + " days";
            table.required(window.column(ORDERS), IntegerType, "Orders begun" + days)
                    .required(window.column(UNITS), UserDaysTable.SUM, "Units bought less units returned" + days)
                    .optional(
                            window.column(SPEND),
                            UserDaysTable.SUM,
                            "Amounts bought less amounts paid back" + days
                                    + "; 0 without a purchase or return, null when there are some and no amount is known")
                    .required(window.column(ITEMS), IntegerType, "Different items bought" + days)
                    .required(window.column(ACTIVE_DAYS), IntegerType, "Days with a purchase" + days);
        }
        return table.optional(
                        DAYS_SINCE_LAST,
                        IntegerType,
                        "Days from the last purchase to the run date, 0 on that day; null without a purchase")
                .optional(
                        DAYS_SINCE_FIRST,
                        IntegerType,
                        "Days from the first purchase to the run date; null without a purchase")
                .optional(
                        MEAN_BASKET,
                        UserDaysTable.SUM,
                        "spend_365d by orders_365d, rounded half up; null without an order or a known amount")
                .optional(
                        DISCOUNT_SHARE_90D,
                        DoubleType,
                        "Discount by amount before discount of the last 90 days' purchases, 0 to 1; null when"
                                + " none has both known")
                .required(
                        TOP_CATEGORIES,
                        TOP_CATEGORIES_TYPE,
                        "The categories with the most purchase events of the last 365 days and their share, 0 to 1, of those"
                                + " with a known category; most first, then by name; empty without one")
                .required(
                        ATTRIBUTES,
                        DataTypes.createMapType(StringType, StringType, false),
                        "The mapped attributes by name; an unknown value has no entry")
                .version(1, 0);
    }
}
