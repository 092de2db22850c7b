package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** The catalogue of the backtest: what coverage, novelty and Gini are measured against. */
public final class BacktestItemsTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = "item_id";
    public static final String USERS = "users";
    public static final String SHARE = "share";
    public static final String LONG_TAIL = "long_tail";
    public static final String CUT_DATE = "cut_date";

    public static final Contract CONTRACT = Contract.released(
                    "backtest_items", "One item of the backtest's catalogue: somebody had bought it up to the cut")
            .required(RUN_DATE, DateType, "The run date")
            .key(ITEM_ID, StringType, "The item")
            .required(USERS, LongType, "Users who had bought it up to the cut, at least 1")
            .required(SHARE, DoubleType, "Those users as a share of all who had bought anything, above 0 to 1")
            .key(CUT_DATE, DateType, "The last day that the models were trained on")
            .required(
                    LONG_TAIL,
                    BooleanType,
                    "Whether it is outside the fifth of the catalogue with most users, ties by item")
            .version(2, 0);

    private BacktestItemsTable() {}
}
