package io.nightshift.jobs.recommend.again;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;

/** The items of a user that are due again, the longest due first. */
public final class BuyAgainTable {
    public static final String RUN_DATE = "run_date";
    public static final String USER_ID = UsersTable.USER_ID;
    public static final String RANK = "rank";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String DUE_DATE = "due_date";
    public static final String LAST_DATE = "last_date";
    public static final String INTERVAL_DAYS = "interval_days";
    public static final String SPREAD = "spread";
    public static final String DUE_RATIO = "due_ratio";

    public static final Contract CONTRACT = Contract.released(
                    "buy_again",
                    "One own item of a user that is bought again and again; durable goods are not among them")
            .required(RUN_DATE, DateType, "The run date")
            .key(USER_ID, StringType, "The user")
            .key(RANK, IntegerType, "1 for the earliest due date, without gaps")
            .required(ITEM_ID, StringType, "The item; available")
            .required(DUE_DATE, DateType, "The day on which the interval is over; before the run date when overdue")
            .required(LAST_DATE, DateType, "The day of the last purchase")
            .required(INTERVAL_DAYS, DoubleType, "The interval to expect, of the user's own gaps and the item's")
            .required(
                    SPREAD,
                    DoubleType,
                    "Root mean square distance of ln(gap) from ln(interval_days), of the same gaps with the same weights: two of three"
                            + " gaps are about between interval_days / e^spread and interval_days x e^spread; 0 where only one is known")
            .required(DUE_RATIO, DoubleType, "Days since the last purchase over the interval; 1 on the due date")
            .version(1, 1);

    private BuyAgainTable() {}
}
