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
    static final String NODE = "node";

    /** The name of a node that is a leaf; no feature has it. */
    static final String LEAF = "leaf";

    public static final Contract CONTRACT = Contract.internal(
                    "ranker_models", "One number of one of the ranker's models; none where nothing could be learned")
            .key(KIND, StringType, "known: for items that the user has a pair with; unknown: for others")
            .key(
                    PART,
                    StringType,
                    "feature, intercept (of a regression), node (of trees), or knot of the isotonic curve")
            .key(
                    PLACE,
                    IntegerType,
                    "From 0 within its part; nodes tree after tree, each split before its left and then its right side")
            .required(NAME, StringType, "The feature, of a node the one that it splits by, or leaf; else the part")
            .required(
                    VALUE,
                    DoubleType,
                    "A feature's log odds for each unit, or in trees how many nodes split by it; the intercept; up to where a node sends"
                            + " to its left, or what its leaf adds to the log odds; a knot's shown log odds")
            .required(
                    MEAN,
                    DoubleType,
                    "A regression's mean of the feature over the examples, or a knot's log odds by the model; else 0")
            .required(
                    DEVIATION, DoubleType, "A regression's standard deviation of the feature over the examples; else 0")
            .version(1, 0);

    private RankerModelsTable() {}
}
