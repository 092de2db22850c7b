package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** The items that the same users take. */
public final class ItemNeighboursTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String RANK = "rank";
    public static final String NEIGHBOUR_ID = "neighbour_id";
    public static final String SCORE = "score";

    public static final Contract CONTRACT = Contract.released(
                    "item_neighbours", "One item whose users are another's too; available or not")
            .required(RUN_DATE, DateType, "The run date")
            .key(ITEM_ID, StringType, "The item")
            .key(RANK, IntegerType, "1 for the most similar, without gaps")
            .required(NEIGHBOUR_ID, StringType, "The other item; never the item itself")
            .required(SCORE, FloatType, "recommend.sources.neighbours.similarity of the two, above 0")
            .version(1, 0);

    private ItemNeighboursTable() {}
}
