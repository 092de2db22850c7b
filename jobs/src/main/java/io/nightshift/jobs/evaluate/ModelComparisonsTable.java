package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** How every two models of a backtest differ, user by user. */
public final class ModelComparisonsTable {
    public static final String RUN_DATE = "run_date";
    public static final String CUT_DATE = "cut_date";
    public static final String MODEL = "model";
    public static final String OTHER = "other";
    public static final String PROTOCOL = "protocol";
    public static final String METRIC = "metric";
    public static final String K = "k";
    public static final String DIFFERENCE = "difference";
    public static final String STANDARD_ERROR = "standard_error";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String N = "n";

    public static final Contract CONTRACT = Contract.released(
                    "model_comparisons",
                    "One figure of two models, compared for each user with history and averaged; both orders of a pair are there")
            .required(RUN_DATE, DateType, "The run date")
            .key(CUT_DATE, DateType, "The last day that the models were trained on")
            .key(MODEL, StringType, "The model")
            .key(OTHER, StringType, "The model it is compared with")
            .key(PROTOCOL, StringType, "all (repeats count), new, again, category")
            .key(
                    METRIC,
                    StringType,
                    "A metric that every user has: ndcg, precision, recall, map, mrr, hit-rate, diversity")
            .key(K, IntegerType, "List length")
            .required(DIFFERENCE, DoubleType, "Mean of the users' values of the model less those of the other")
            .optional(STANDARD_ERROR, DoubleType, "Standard error of the difference; null for a single user")
            .optional(LOW, DoubleType, "Lower end of its 95 % interval; null for a single user")
            .optional(HIGH, DoubleType, "Upper end of its 95 % interval; null for a single user")
            .required(N, LongType, "Users compared; one without a list has 0")
            .version(1, 0);

    private ModelComparisonsTable() {}
}
