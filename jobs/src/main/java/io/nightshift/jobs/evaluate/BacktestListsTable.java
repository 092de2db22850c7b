package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** The lists that the backtest measured: what each model would have shown on the cut date to the users who then bought something. */
public final class BacktestListsTable {
    public static final String RUN_DATE = "run_date";
    public static final String MODEL = "model";
    public static final String PROTOCOL = "protocol";
    public static final String SLICE = "slice";
    public static final String USER_ID = "user_id";
    public static final String RANK = "rank";
    public static final String ITEM_ID = "item_id";
    public static final String SCORE = "score";
    public static final String HIT = "hit";
    public static final String CATEGORY = "category";
    public static final String CUT_DATE = "cut_date";

    public static final Contract CONTRACT = Contract.released(
                    "backtest_lists", "One item of one list of the backtest; a user without a list has no rows")
            .required(RUN_DATE, DateType, "The run date")
            .key(
                    MODEL,
                    StringType,
                    "The model: ranked, blend, rank-fusion, als, neighbours, linear, personal-frequency, popular-28d, popular-90d or"
                            + " last-release")
            .key(PROTOCOL, StringType, "all (repeats count), new, again, category")
            .required(SLICE, StringType, "all, or no-history for a user without an event up to the cut")
            .key(USER_ID, StringType, "The user: one with at least one row of the protocol in backtest_relevant")
            .key(RANK, IntegerType, "From 1, without gaps; at most the longest list length measured")
            .required(ITEM_ID, StringType, "The item; under protocol category the category")
            .required(SCORE, FloatType, "The model's score at the cut, not comparable between models")
            .required(HIT, BooleanType, "Whether the item is in backtest_relevant for this user and protocol")
            .key(
                    CUT_DATE,
                    DateType,
                    "The last day that the models were trained on; the date of the release for last-release")
            .optional(CATEGORY, StringType, "The item's category; null without one")
            .version(2, 0);

    private BacktestListsTable() {}
}
