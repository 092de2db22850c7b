package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** What became of each target: trained on what, or skipped and why. */
public final class PropensityTargetsTable {
    public static final String TARGET = "target";
    public static final String PURPOSE = "purpose";
    public static final String OUTCOME = "outcome";
    public static final String AS_OF = "as_of";
    public static final String WINDOWS = "windows";
    public static final String ROWS = "rows";
    public static final String POSITIVES = "positives";
    public static final String BASE_RATE = "base_rate";

    public static final Contract CONTRACT = Contract.internal(
                    "propensity_targets", "What became of one target in this run")
            .key(TARGET, StringType, "The target's name in the settings")
            .key(PURPOSE, StringType, "score: tonight's model; measure: the one trained a horizon earlier and tested")
            .required(
                    OUTCOME,
                    StringType,
                    "fitted, or why the target was skipped: too-short-history, too-few-positives,"
                            + " too-few-negatives")
            .required(AS_OF, DateType, "The date of the features that are scored; nothing after it was trained on")
            .required(WINDOWS, IntegerType, "Training windows used")
            .required(ROWS, LongType, "Training rows, one for each user and window")
            .required(POSITIVES, LongType, "Training rows where the target happened")
            .required(BASE_RATE, DoubleType, "positives by rows; 0 without rows")
            .version(1, 0);

    private PropensityTargetsTable() {}
}
