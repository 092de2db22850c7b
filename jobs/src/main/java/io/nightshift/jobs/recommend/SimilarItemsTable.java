package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** The items most like each item by the angle between their vectors. */
public final class SimilarItemsTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String RANK = "rank";
    public static final String SIMILAR_ITEM_ID = "similar_item_id";
    public static final String SCORE = "score";

    public static final Contract CONTRACT = Contract.released(
                    "similar_items", "One item that is like another; both have vectors and users enough")
            .required(RUN_DATE, DateType, "The run date")
            .key(ITEM_ID, StringType, "The item")
            .key(RANK, IntegerType, "1 for the most similar, without gaps")
            .required(SIMILAR_ITEM_ID, StringType, "The other item: available, never the item itself")
            .required(SCORE, FloatType, "Cosine of the two vectors, above 0 and at most 1")
            .version(1, 0);

    private SimilarItemsTable() {}
}
