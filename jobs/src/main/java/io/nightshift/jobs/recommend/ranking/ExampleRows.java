package io.nightshift.jobs.recommend.ranking;

import io.nightshift.jobs.recommend.InteractionsTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What rankers learn from: one candidate of one user as of an earlier date, and what became of it. */
public final class ExampleRows {
    /** The last day that the features know of, days since 1970-01-01. */
    public static final String AS_OF = "as_of";

    public static final String USER = InteractionsTable.USER;
    public static final String ITEM = InteractionsTable.ITEM;
    /** As {@link Kind#id}. */
    public static final String KIND = "kind";
    /** Whether the user had a conversion of it in the label window. */
    public static final String TAKEN = "taken";
    /** How many candidates it stands for. */
    public static final String WEIGHT = "weight";
    /** What the ranker looks at, in the order of the kind's names. */
    public static final String FEATURES = "features";

    public static final StructType SCHEMA = new StructType()
            .add(AS_OF, DataTypes.LongType, false)
            .add(USER, DataTypes.IntegerType, false)
            .add(ITEM, DataTypes.IntegerType, false)
            .add(KIND, DataTypes.StringType, false)
            .add(TAKEN, DataTypes.BooleanType, false)
            .add(WEIGHT, DataTypes.FloatType, false)
            .add(FEATURES, DataTypes.createArrayType(DataTypes.FloatType, false), false);

    private ExampleRows() {}
}
