package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How likely each user is to do what each target says within its horizon. */
public final class PropensityScoresTable {
    public static final String RUN_DATE = "run_date";
    public static final String USER_ID = "user_id";
    public static final String TARGET = "target";
    public static final String PROBABILITY = "probability";
    public static final String DECILE = "decile";
    public static final String HORIZON_DAYS = "horizon_days";
    public static final String REASONS = "reasons";

    /** The fields of an entry of {@link #REASONS}. */
    public static final String FEATURE = "feature";

    public static final String VALUE = "value";
    public static final String EFFECT = "effect";

    static final DataType REASONS_TYPE = DataTypes.createArrayType(
            new StructType()
                    .add(FEATURE, StringType, false)
                    .add(VALUE, StringType, false)
                    .add(EFFECT, DoubleType, false),
            false);

    public static final Contract CONTRACT = Contract.released(
                    "propensity_scores", "One target's probability for one user with a purchase up to the run date")
            .required(RUN_DATE, DateType, "The run date")
            .key(USER_ID, StringType, "The user")
            .key(TARGET, StringType, "The target's name in the settings")
            .required(PROBABILITY, DoubleType, "Calibrated probability, 0 to 1")
            .required(
                    DECILE,
                    IntegerType,
                    "1 for the tenth of the users with the highest probabilities, 10 for the lowest; ties by user id")
            .required(HORIZON_DAYS, IntegerType, "The days after the run date that the probability is about")
            .required(
                    REASONS,
                    REASONS_TYPE,
                    "The three strongest features: value (missing when unknown), and effect on the log odds against the"
                            + " average training row; strongest first")
            .version(1, 0);

    private PropensityScoresTable() {}
}
