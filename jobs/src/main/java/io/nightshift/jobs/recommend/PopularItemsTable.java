package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** The items that most users took lately: overall, for each category, and among the users of each region and segment. */
public final class PopularItemsTable {
    public static final String RUN_DATE = "run_date";
    public static final String SCOPE = "scope";
    public static final String SCOPE_VALUE = "scope_value";
    public static final String RANK = "rank";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String SCORE = "score";

    /** The scope of all items, and its value. */
    public static final String ALL = "all";
    /** The scope of a category. */
    public static final String CATEGORY = "category";
    /** The scope of a region. */
    public static final String REGION = "region";
    /** Before the name of the users' attribute in the scope of its values. */
    public static final String SEGMENT = "segment:";

    public static final Contract CONTRACT = Contract.released(
                    "popular_items", "One of the most popular available items of a scope")
            .required(RUN_DATE, DateType, "The run date")
            .key(
                    SCOPE,
                    StringType,
                    "all, category, region or segment:NAME of a users' attribute in recommend.popular.segments")
            .key(SCOPE_VALUE, StringType, "all, the category, the region, or the attribute's value")
            .key(RANK, IntegerType, "1 for the most popular, without gaps")
            .required(ITEM_ID, StringType, "The item")
            .required(
                    SCORE,
                    FloatType,
                    "Distinct users of the scope with a conversion within recommend.catalogue.popularity-days")
            .version(1, 1);

    private PopularItemsTable() {}
}
