package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;
import org.apache.spark.sql.types.DataTypes;

/** The vector of each item with at least one pair above zero. */
public final class ItemFactorsTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String FACTOR = "factor";

    public static final Contract CONTRACT = Contract.released("item_factors", "One item's vector of the night's ALS")
            .required(RUN_DATE, DateType, "The run date")
            .key(ITEM_ID, StringType, "The item")
            .required(
                    FACTOR,
                    DataTypes.createArrayType(FloatType, false),
                    "recommend.als.rank numbers; the dot product with a user's vector is the score of the pair")
            .version(1, 0);

    private ItemFactorsTable() {}
}
