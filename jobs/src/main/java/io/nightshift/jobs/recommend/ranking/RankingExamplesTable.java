package io.nightshift.jobs.recommend.ranking;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.recommend.InteractionsTable;
import org.apache.spark.sql.types.DataTypes;

/** What the rankers learn from. */
public final class RankingExamplesTable {
    public static final String AS_OF = "as_of";
    public static final String USER = InteractionsTable.USER;
    public static final String ITEM = InteractionsTable.ITEM;
    public static final String KIND = "kind";
    public static final String TAKEN = "taken";
    public static final String WEIGHT = "weight";
    public static final String FEATURES = "features";

    public static final Contract CONTRACT = Contract.internal(
                    "ranking_examples", "One candidate of one user as of an earlier date, and what became of it")
            .key(AS_OF, DateType, "The last day that the features know of")
            .key(USER, IntegerType, "The user's dense id")
            .key(ITEM, IntegerType, "The item's dense id")
            .required(KIND, StringType, "known: the user had a pair with the item; unknown: none")
            .required(TAKEN, BooleanType, "Whether the user had a conversion of it in the label window")
            .required(WEIGHT, FloatType, "How many candidates it stands for")
            .required(
                    FEATURES,
                    DataTypes.createArrayType(FloatType, false),
                    "What the ranker looks at, in the order of ranker_models")
            .version(1, 0);

    private RankingExamplesTable() {}
}
