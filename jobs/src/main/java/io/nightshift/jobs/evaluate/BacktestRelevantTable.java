package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** What the backtest's lists were expected to find: the items that a user bought in the test window, (cut date, run date]. */
public final class BacktestRelevantTable {
    public static final String RUN_DATE = "run_date";
    public static final String PROTOCOL = "protocol";
    public static final String SLICE = "slice";
    public static final String USER_ID = "user_id";
    public static final String ITEM_ID = "item_id";
    public static final String CUT_DATE = "cut_date";

    public static final Contract CONTRACT = Contract.released(
                    "backtest_relevant",
                    "One item that a user bought in the test window and that somebody had bought up to the cut")
            .required(RUN_DATE, DateType, "The run date")
            .key(
                    PROTOCOL,
                    StringType,
                    "all (every such item), new (not bought by the user up to the cut), again; category: the categories bought")
            .required(
                    SLICE,
                    StringType,
                    "all, or no-history for a user without an event up to the cut, who counts under protocols all and category alone")
            .key(USER_ID, StringType, "The user")
            .key(ITEM_ID, StringType, "The item; under protocol category the category")
            .key(CUT_DATE, DateType, "The last day that the models were trained on")
            .version(2, 0);

    private BacktestRelevantTable() {}
}
