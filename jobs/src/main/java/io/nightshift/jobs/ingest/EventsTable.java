package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import io.nightshift.contract.Contract;
import org.apache.spark.sql.types.DataTypes;

/** The events a run sees: one row for each kept input row, clustered by user and in time order within a user. */
public final class EventsTable {
    public static final String USER_ID = "user_id";
    public static final String ITEM_ID = "item_id";
    public static final String TIME = "time";
    public static final String EVENT_DATE = "event_date";
    public static final String TYPE = "type";
    public static final String QUANTITY = "quantity";
    public static final String VALUE = "value";
    public static final String AMOUNT = "amount";
    public static final String DISCOUNT = "discount";
    public static final String ORDER_ID = "order_id";
    public static final String EVENT_ID = "event_id";
    public static final String KNOWN_AT = "known_at";
    public static final String CHANNEL = "channel";

    public static final Contract CONTRACT = Contract.internal(
                    "events", "One thing a user did with an item at a time, up to the end of the run date")
            .required(USER_ID, StringType, "The user")
            .required(ITEM_ID, StringType, "The item; always one of the items table")
            .required(TIME, TimestampType, "When it happened")
            .required(EVENT_DATE, DateType, "The day of time in the settings' time-zone")
            .required(TYPE, StringType, "view, click, cart, purchase, return or rating")
            .required(
                    QUANTITY,
                    DataTypes.createDecimalType(18, 4),
                    "Units, at least 0; a return has positive units that net off the purchases")
            .optional(VALUE, DoubleType, "A rating or count; null when the source has none")
            .optional(
                    AMOUNT,
                    DataTypes.createDecimalType(18, 4),
                    "Line total after discount, not negative (a return's is what was paid back); null when unknown")
            .optional(DISCOUNT, DataTypes.createDecimalType(18, 4), "Discount within the line; null when unknown")
            .optional(ORDER_ID, StringType, "The basket; null when unknown: the user's day then counts as one order")
            .optional(EVENT_ID, StringType, "The source's id of the event; null when it has none")
            .optional(KNOWN_AT, TimestampType, "When the event arrived; null when unknown")
            .optional(CHANNEL, StringType, "Where it happened; null when unknown")
            .version(1, 0);

    private EventsTable() {}
}
