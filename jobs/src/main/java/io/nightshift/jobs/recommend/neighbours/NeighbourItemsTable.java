package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;

/** What the users nearest to a user took lately. */
public final class NeighbourItemsTable {
    public static final String RUN_DATE = "run_date";
    public static final String USER_ID = UsersTable.USER_ID;
    public static final String RANK = "rank";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String SCORE = "score";
    public static final String NEIGHBOURS = "neighbours";

    public static final Contract CONTRACT = Contract.released(
                    "neighbour_items", "One item that a user's nearest users took lately and the user never did")
            .required(RUN_DATE, DateType, "The run date")
            .key(USER_ID, StringType, "The user; with an event")
            .key(RANK, IntegerType, "1 for the highest score, without gaps")
            .required(ITEM_ID, StringType, "The item: available, without any event of the user")
            .required(SCORE, FloatType, "Sum of the similarities of the neighbours who took it, above 0")
            .required(NEIGHBOURS, IntegerType, "How many of the user's neighbours took it")
            .version(1, 0);

    private NeighbourItemsTable() {}
}
