package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import io.nightshift.contract.Contract;

/** What each user did with each item, as one row of the pair, under dense ids. */
public final class InteractionsTable {
    public static final String USER = UserIndexTable.USER;
    public static final String ITEM = ItemIndexTable.ITEM;
    public static final String WEIGHT = "weight";
    public static final String FREQUENCY = "frequency";
    /** As frequency, at a quarter, at half and at double of its half-life. */
    public static final String FREQUENCY_QUARTER = "frequency_quarter";

    public static final String FREQUENCY_HALF = "frequency_half";
    public static final String FREQUENCY_DOUBLE = "frequency_double";
    public static final String LAST_DATE = "last_date";
    public static final String LAST_CONVERSION = "last_conversion";
    public static final String FIRST_CONVERSION = "first_conversion";
    public static final String CONVERSIONS = "conversions";
    public static final String HIDDEN_UNTIL = "hidden_until";

    public static final Contract CONTRACT = Contract.internal(
                    "interactions", "One pair of a user and an item with at least one event up to the run date")
            .key(USER, IntegerType, "The user's dense id")
            .key(ITEM, IntegerType, "The item's dense id")
            .required(WEIGHT, DoubleType, "Implicit feedback; 0 when the events net to nothing, never negative")
            .required(FREQUENCY, DoubleType, "Decayed number of purchases net of returns; 0 when none is left")
            .required(FREQUENCY_QUARTER, DoubleType, "As frequency, at a quarter of its half-life")
            .required(FREQUENCY_HALF, DoubleType, "As frequency, at half of its half-life")
            .required(FREQUENCY_DOUBLE, DoubleType, "As frequency, at double its half-life")
            .required(LAST_DATE, DateType, "Day of the last event of any type")
            .optional(LAST_CONVERSION, DateType, "Day of the last conversion; null without one")
            .optional(FIRST_CONVERSION, DateType, "Day of the first conversion; null without one")
            .required(CONVERSIONS, IntegerType, "Number of conversions")
            .optional(
                    HIDDEN_UNTIL, DateType, "First day on which lists may show the item again; null when never hidden")
            .version(2, 0);

    private InteractionsTable() {}
}
