package io.nightshift.jobs.recommend.content;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** The items most like each item in what they are, whether anybody took them or not. */
public final class ContentNeighboursTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String RANK = "rank";
    public static final String SIMILAR_ITEM_ID = "similar_item_id";
    public static final String SCORE = "score";

    public static final Contract CONTRACT = Contract.released(
                    "content_neighbours", "One item that is like another in category, brand, price band and words")
            .required(RUN_DATE, DateType, "The run date")
            .key(ITEM_ID, StringType, "The item; available or not, with or without events")
            .key(RANK, IntegerType, "1 for the most similar, without gaps")
            .required(SIMILAR_ITEM_ID, StringType, "The other item: available, never the item itself")
            .required(
                    SCORE,
                    FloatType,
                    "Cosine of the two, from recommend.sources.content.min-score to 1: for items with all parts the"
                            + " mean of the parts' cosines by their weights")
            .version(1, 0);

    private ContentNeighboursTable() {}
}
