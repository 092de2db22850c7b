package io.nightshift.jobs.features;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The purchases and returns of each user, summed by day: every window of every as-of date is a sum of these rows. */
public final class UserDaysTable {
    public static final String USER_ID = "user_id";
    public static final String DAY = "day";
    public static final String ORDERS = "orders";
    public static final String LINES = "lines";
    public static final String UNITS = "units";
    public static final String SPEND = "spend";
    public static final String GROSS = "gross";
    public static final String DISCOUNT = "discount";

    /** Sums of money and units. */
    static final DataType SUM = DataTypes.createDecimalType(28, 4);

    public static final Contract CONTRACT = Contract.internal(
                    "user_days", "One day on which a user bought or returned something")
            .key(USER_ID, StringType, "The user")
            .key(DAY, DateType, "The day in the settings' time-zone")
            .required(ORDERS, IntegerType, "Orders begun on this day; an order of several days counts on its first")
            .required(LINES, IntegerType, "Purchase events; 0 on a day with returns only")
            .required(UNITS, SUM, "Units bought less units returned")
            .optional(SPEND, SUM, "Amounts bought less amounts paid back; null when no amount of the day is known")
            .optional(GROSS, SUM, "Amount and discount of the purchases where both are known; null when there is none")
            .optional(DISCOUNT, SUM, "Discount of the same purchases; null when there is none")
            .version(1, 0);

    private UserDaysTable() {}
}
