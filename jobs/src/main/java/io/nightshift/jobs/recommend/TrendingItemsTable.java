package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** The items that grow against their own past. */
public final class TrendingItemsTable {
    public static final String RUN_DATE = "run_date";
    public static final String SCOPE = PopularItemsTable.SCOPE;
    public static final String SCOPE_VALUE = PopularItemsTable.SCOPE_VALUE;
    public static final String RANK = "rank";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String SCORE = "score";
    public static final String GROWTH = "growth";
    public static final String RECENT_USERS = "recent_users";
    public static final String PAST_USERS = "past_users";

    public static final Contract CONTRACT = Contract.released(
                    "trending_items",
                    "One available item of a scope that more users a day take lately than in its own past, for sure")
            .required(RUN_DATE, DateType, "The run date")
            .key(SCOPE, StringType, "As in popular_items")
            .key(SCOPE_VALUE, StringType, "As in popular_items")
            .key(RANK, IntegerType, "1 for the highest score, without gaps")
            .required(ITEM_ID, StringType, "The item")
            .required(SCORE, FloatType, "Lower end of the 95 % interval of growth, above 1")
            .optional(GROWTH, DoubleType, "Recent users a day over past users a day; null without past users")
            .required(
                    RECENT_USERS,
                    LongType,
                    "Distinct users of the scope with a conversion within recommend.catalogue.trend-days")
            .required(
                    PAST_USERS,
                    LongType,
                    "Distinct users of the scope with a conversion within recommend.popular.past-days before")
            .version(1, 0);

    private TrendingItemsTable() {}
}
