package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** The coefficients, scaling and calibration of each target's model. */
public final class PropensityModelsTable {
    public static final String TARGET = "target";
    public static final String PURPOSE = "purpose";
    public static final String FEATURE = "feature";
    public static final String LEVEL = "level";
    public static final String COEFFICIENT = "coefficient";
    public static final String MEAN = "mean";
    public static final String DEVIATION = "deviation";

    /** Rows that are not features: the constant of the log odds, and the line through them that calibrates. */
    static final String INTERCEPT = "(intercept)";

    static final String CALIBRATION_SLOPE = "(calibration-slope)";
    static final String CALIBRATION_INTERCEPT = "(calibration-intercept)";

    public static final Contract CONTRACT = Contract.internal(
                    "propensity_models", "One coefficient of one target's model")
            .key(TARGET, StringType, "The target's name in the settings")
            .key(PURPOSE, StringType, "score: tonight's model; measure: the one trained a horizon earlier and tested")
            .key(FEATURE, StringType, "The feature; (intercept), (calibration-slope) and (calibration-intercept)")
            .key(
                    LEVEL,
                    StringType,
                    "value (as ln(1 + |x|) with its sign), missing (1 when unknown), or =<text> (1 for this attribute value)")
            .required(COEFFICIENT, DoubleType, "Log odds for each unit of the column")
            .required(MEAN, DoubleType, "The column's mean over the training rows; 0 where it is none")
            .required(
                    DEVIATION, DoubleType, "The column's standard deviation over the training rows; 0 where it is none")
            .version(1, 0);

    private PropensityModelsTable() {}
}
