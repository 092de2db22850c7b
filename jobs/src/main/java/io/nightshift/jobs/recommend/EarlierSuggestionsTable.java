package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.recommend.neighbours.NeighbourItemsTable;

/** What was found for users as a whole as of the dates that the ranker learns from. */
public final class EarlierSuggestionsTable {
    /** The last day that the source knows of. */
    public static final String AS_OF = EarlierFactorsTable.AS_OF;

    public static final String USER = UserIndexTable.USER;
    public static final String ITEM = ItemIndexTable.ITEM;
    public static final String SCORE = NeighbourItemsTable.SCORE;

    public static final Contract CONTRACT = Contract.internal(
                    "earlier_suggestions",
                    "One item that a user's nearest users had taken lately by an earlier date, under dense ids")
            .key(AS_OF, DateType, "The last day that the source knows of")
            .key(USER, IntegerType, "The user")
            .key(ITEM, IntegerType, "The item; without any event of the user by then")
            .required(SCORE, FloatType, "As in neighbour_items")
            .version(1, 0);

    private EarlierSuggestionsTable() {}
}
