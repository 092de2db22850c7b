package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/**
 * What a list may be made of: everything that computes scores comes before this table, everything that the business sets after it.
 * Released, so that the rules can be applied again to a live release.
 */
public final class RankedCandidatesTable {
    public static final String RUN_DATE = RecommendationsTable.RUN_DATE;
    public static final String PLACEMENT = RecommendationsTable.PLACEMENT;
    public static final String USER_ID = RecommendationsTable.USER_ID;
    public static final String RANK = RecommendationsTable.RANK;
    public static final String ITEM_ID = RecommendationsTable.ITEM_ID;
    public static final String SCORE = RecommendationsTable.SCORE;
    public static final String SOURCE = RecommendationsTable.SOURCE;
    public static final String REASON = RecommendationsTable.REASON;

    /** How many candidates there are for each place of a list, as far as there are so many eligible items. */
    public static final int DEPTH = 5;

    public static final Contract CONTRACT = Contract.released(
                    "ranked_candidates",
                    "One candidate for one user's list, before the rules; five for each place of the list")
            .required(RUN_DATE, DateType, "The run date")
            .key(PLACEMENT, StringType, "Where the list is shown")
            .key(USER_ID, StringType, "The user")
            .key(RANK, IntegerType, "1 for the best, without gaps")
            .required(ITEM_ID, StringType, "The item; once for a list, available, not hidden from the user")
            .required(SCORE, FloatType, "Strength, as in recommendations")
            .required(SOURCE, StringType, "Where the candidate came from, as in recommendations")
            .required(REASON, StringType, "A code, and after a colon the item or category it is about")
            .version(1, 0);

    private RankedCandidatesTable() {}
}
