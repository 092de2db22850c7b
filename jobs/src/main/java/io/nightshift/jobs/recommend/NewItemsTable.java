package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** The items that came into the range lately, taken by anybody or not. */
public final class NewItemsTable {
    public static final String RUN_DATE = "run_date";
    public static final String SCOPE = PopularItemsTable.SCOPE;
    public static final String SCOPE_VALUE = PopularItemsTable.SCOPE_VALUE;
    public static final String RANK = "rank";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String SINCE = "since";
    public static final String USERS = "users";

    public static final Contract CONTRACT = Contract.released(
                    "new_items", "One available item of a scope that is new within recommend.popular.new-days")
            .required(RUN_DATE, DateType, "The run date")
            .key(
                    SCOPE,
                    StringType,
                    "all, category, region or segment:NAME, as in popular_items; of the last two only items that its users took")
            .key(SCOPE_VALUE, StringType, "all, the category, the region, or the attribute's value")
            .key(RANK, IntegerType, "1 for the newest, then by users, without gaps")
            .required(ITEM_ID, StringType, "The item")
            .required(
                    SINCE,
                    DateType,
                    "The day it was created; where the items do not tell, of its first conversion, if conversions reach"
                            + " back twice new-days")
            .required(
                    USERS,
                    LongType,
                    "Distinct users of the scope with a conversion within recommend.catalogue.popularity-days")
            .version(1, 1);

    private NewItemsTable() {}
}
