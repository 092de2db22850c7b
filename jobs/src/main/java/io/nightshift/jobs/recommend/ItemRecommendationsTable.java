package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;
import org.apache.spark.sql.types.DataTypes;

/** The list of every item: min(top-n, eligible items) rows, ranks without gaps, each item once. */
public final class ItemRecommendationsTable {
    public static final String RUN_DATE = RecommendationsTable.RUN_DATE;
    public static final String PLACEMENT = RecommendationsTable.PLACEMENT;
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String RANK = RecommendationsTable.RANK;
    public static final String RECOMMENDED_ITEM_ID = "recommended_item_id";
    public static final String SCORE = RecommendationsTable.SCORE;
    public static final String SOURCE = RecommendationsTable.SOURCE;
    public static final String REASON = RecommendationsTable.REASON;
    public static final String SENTENCE = RecommendationsTable.SENTENCE;
    public static final String RULES = RecommendationsTable.RULES;

    public static final Contract CONTRACT = Contract.released(
                    "item_recommendations",
                    "One place of the list shown with an item, by recommend.placements for items; the ranks are the order to show")
            .required(RUN_DATE, DateType, "The run date")
            .key(PLACEMENT, StringType, "Where the list is shown: one of recommend.placements with for = items")
            .key(ITEM_ID, StringType, "The item that the list is shown with; available or not")
            .key(RANK, IntegerType, "1 for the best, without gaps")
            .required(
                    RECOMMENDED_ITEM_ID, StringType, "The item shown; once in a list, available, never the item itself")
            .required(
                    SCORE,
                    FloatType,
                    "Strength, to be compared within one list: the sum over the sources of 1 / (60 + rank),"
                            + " users for segment and popular")
            .required(
                    SOURCE,
                    StringType,
                    "The source that ranks it highest: als, linear, neighbours, basket, viewed-then-bought or content; segment or"
                            + " popular where these fill the list; rule when only a pin put it in")
            .required(
                    REASON,
                    StringType,
                    "similar:<item_id>, taken-with:<item_id>, bought-with:<item_id>, bought-after:<item_id>, category:<category>,"
                            + " popular or pinned:<rule>")
            .optional(SENTENCE, StringType, "The reason for people, by recommend.reasons; null without a template")
            .optional(
                    RULES,
                    DataTypes.createArrayType(StringType, false),
                    "The rules that pinned the row or changed its value; empty when none did")
            .version(1, 0);

    private ItemRecommendationsTable() {}
}
