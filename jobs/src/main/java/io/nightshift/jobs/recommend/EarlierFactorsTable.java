package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import org.apache.spark.sql.types.DataTypes;

/** The vectors of ALS as of the dates that the ranker learns from. */
public final class EarlierFactorsTable {
    /** The last day that a model knows of. */
    public static final String AS_OF = "as_of";

    public static final String SIDE = "side";
    public static final String ID = "id";
    public static final String FACTOR = Factors.FACTOR;

    static final String USER = UserIndexTable.USER;
    static final String ITEM = ItemIndexTable.ITEM;

    public static final Contract CONTRACT = Contract.internal(
                    "earlier_factors", "One vector of an ALS fitted to what was known on an earlier date")
            .key(AS_OF, DateType, "The last day that the model knows of")
            .key(SIDE, StringType, "user or item")
            .key(ID, IntegerType, "The dense id of the user or item")
            .required(FACTOR, DataTypes.createArrayType(FloatType, false), "recommend.als.rank numbers")
            .version(1, 0);

    private EarlierFactorsTable() {}
}
