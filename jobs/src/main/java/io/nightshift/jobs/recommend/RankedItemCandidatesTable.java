package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** What the list of an item may be made of, as {@link RankedCandidatesTable} is for users. Released for the same reason. */
public final class RankedItemCandidatesTable {
    public static final String RUN_DATE = ItemRecommendationsTable.RUN_DATE;
    public static final String PLACEMENT = ItemRecommendationsTable.PLACEMENT;
    public static final String ITEM_ID = ItemRecommendationsTable.ITEM_ID;
    public static final String RANK = ItemRecommendationsTable.RANK;
    public static final String RECOMMENDED_ITEM_ID = ItemRecommendationsTable.RECOMMENDED_ITEM_ID;
    public static final String SCORE = ItemRecommendationsTable.SCORE;
    public static final String SOURCE = ItemRecommendationsTable.SOURCE;
    public static final String REASON = ItemRecommendationsTable.REASON;

    /** At most so many candidates for each place of a list. */
    static final int DEPTH = RankedCandidatesTable.DEPTH;

    public static final Contract CONTRACT = Contract.released(
                    "ranked_item_candidates",
                    "One candidate for the list shown with an item, before the rules; at most five for each place of the list")
            .required(RUN_DATE, DateType, "The run date")
            .key(PLACEMENT, StringType, "Where the list is shown")
            .key(ITEM_ID, StringType, "The item that the list is shown with")
            .key(RANK, IntegerType, "1 for the best, without gaps")
            .required(
                    RECOMMENDED_ITEM_ID, StringType, "The candidate; once for a list, available, never the item itself")
            .required(SCORE, FloatType, "Strength, as in item_recommendations")
            .required(SOURCE, StringType, "The source that ranks it highest, as in item_recommendations")
            .required(REASON, StringType, "A code, and after a colon the item or category it is about")
            .version(1, 0);

    private RankedItemCandidatesTable() {}
}
