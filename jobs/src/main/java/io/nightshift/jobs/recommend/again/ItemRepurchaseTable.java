package io.nightshift.jobs.recommend.again;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** How soon an item is bought again by the same user. */
public final class ItemRepurchaseTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String USERS = "users";
    public static final String REPEAT_RATE = "repeat_rate";
    public static final String GAPS = "gaps";
    public static final String INTERVAL_DAYS = "interval_days";
    public static final String SPREAD = "spread";

    public static final Contract CONTRACT = Contract.released(
                    "item_repurchase", "One item that was purchased, and the time until its users purchase it again")
            .required(RUN_DATE, DateType, "The run date")
            .key(ITEM_ID, StringType, "The item")
            .required(USERS, LongType, "Users who purchased it")
            .required(REPEAT_RATE, DoubleType, "Share of them who purchased it on two days or more; low for durable goods")
            .required(GAPS, LongType, "Gaps between two purchase days of one user that follow each other")
            .optional(INTERVAL_DAYS, DoubleType, "Geometric mean of the gaps in days; null without a gap")
            .optional(SPREAD, DoubleType, "Standard deviation of the gaps' natural logarithms; null without a gap")
            .version(1, 0);

    private ItemRepurchaseTable() {}
}
