package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.recommend.UserIndexTable;

/** The users who take the same items. */
public final class UserNeighboursTable {
    public static final String USER = UserIndexTable.USER;
    public static final String RANK = "rank";
    public static final String NEIGHBOUR = "neighbour";
    public static final String SCORE = "score";

    public static final Contract CONTRACT = Contract.internal(
                    "user_neighbours", "One user who takes the same items as another, under dense ids")
            .key(USER, IntegerType, "The user")
            .key(RANK, IntegerType, "1 for the most similar, without gaps")
            .required(NEIGHBOUR, IntegerType, "The other user; never the same")
            .required(
                    SCORE,
                    FloatType,
                    "Cosine of the two by ln(1 + weight) x ln(1 + users / users of the item) of their latest items, above 0")
            .version(1, 0);

    private UserNeighboursTable() {}
}
