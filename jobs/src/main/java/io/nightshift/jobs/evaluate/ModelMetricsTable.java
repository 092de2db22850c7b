package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** The quality of each model beside its baseline, from one backtest of the run. */
public final class ModelMetricsTable {
    public static final String RUN_DATE = "run_date";
    public static final String MODEL = "model";
    public static final String PROTOCOL = "protocol";
    public static final String METRIC = "metric";
    public static final String K = "k";
    public static final String SLICE = "slice";
    public static final String VALUE = "value";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String N = "n";
    public static final String BASELINE = "baseline";
    public static final String BASELINE_VALUE = "baseline_value";
    public static final String CUT_DATE = "cut_date";

    /** The slice of all users of a protocol. */
    public static final String SLICE_ALL = "all";

    public static final Contract CONTRACT = Contract.released(
                    "model_metrics", "One figure of one model's quality, measured in this run beside its baseline")
            .required(RUN_DATE, DateType, "The run date")
            .key(
                    MODEL,
                    StringType,
                    "The model: ranked, blend, rank-fusion, als, neighbours, linear, personal-frequency, popular-28d, last-release,"
                            + " or propensity:<target>")
            .key(PROTOCOL, StringType, "all (repeats count), new, again, category; horizon for a propensity target")
            .key(
                    METRIC,
                    StringType,
                    "ndcg, precision, recall, map, mrr, hit-rate, diversity, coverage, novelty, gini, long-tail; auc, log-loss, ...")
            .key(K, IntegerType, "List length of a ranking metric; 0 where there is none")
            .key(SLICE, StringType, "all, no-history, or a part of the users as in backtest_users")
            .required(VALUE, DoubleType, "The figure")
            .optional(LOW, DoubleType, "Lower end of the 95 % interval; null for figures without one")
            .optional(HIGH, DoubleType, "Upper end of the 95 % interval; null for figures without one")
            .required(N, LongType, "Users (or lists) behind the figure")
            .optional(BASELINE, StringType, "The model it is compared with; null for a baseline itself")
            .optional(BASELINE_VALUE, DoubleType, "The same figure of the baseline")
            .key(
                    CUT_DATE,
                    DateType,
                    "The last day that the measured model was trained on; the date of the release for last-release")
            .version(2, 0);

    private ModelMetricsTable() {}
}
