package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** Every item of the run and the dense id that stands for it. */
public final class ItemIndexTable {
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String ITEM = "item";

    public static final Contract CONTRACT = Contract.internal("item_index", "One item and its dense id")
            .key(ITEM_ID, StringType, "The item")
            .required(ITEM, IntegerType, "0 to items - 1 in the order of the id's UTF-8 bytes")
            .version(1, 0);

    private ItemIndexTable() {}
}
