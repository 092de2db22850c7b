package io.nightshift.jobs.recommend.ranking;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** The learned ranker; see {@link RankerRows}. */
public final class RankerModelsTable {
    public static final String KIND = "kind";
    public static final String PART = "part";
    public static final String PLACE = "place";
    public static final String NAME = "name";
    public static final String VALUE = "value";
    public static final String MEAN = "mean";
    public static final String DEVIATION = "deviation";

    static final String FEATURE = "feature";
    static final String INTERCEPT = "intercept";
    static final String KNOT = "knot";

    public static final Contract CONTRACT = Contract.internal(
                    "ranker_models", "One number of one of the ranker's models; none where nothing could be learned")
            .key(KIND, StringType, "known: for items that the user has a pair with; unknown: for others")
            .key(PART, StringType, "feature, intercept, or knot of the isotonic curve")
            .key(PLACE, IntegerType, "From 0 within its part")
            .required(NAME, StringType, "The feature; else the part")
            .required(
                    VALUE, DoubleType, "A feature's log odds for each unit, the intercept, or a knot's shown log odds")
            .required(MEAN, DoubleType, "A feature's mean over the examples, or a knot's log odds by the model; else 0")
            .required(DEVIATION, DoubleType, "A feature's standard deviation over the examples; else 0")
            .version(1, 0);

    private RankerModelsTable() {}
}
