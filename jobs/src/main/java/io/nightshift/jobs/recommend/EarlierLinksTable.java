package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.recommend.links.ItemLinkRows;

/** The links of items as of the dates that the ranker learns from. */
public final class EarlierLinksTable {
    /** The last day that a model knows of. */
    public static final String AS_OF = EarlierFactorsTable.AS_OF;

    public static final String SOURCE = "source";

    public static final Contract CONTRACT = Contract.internal(
                    "earlier_links", "One link of two items by what was known on an earlier date, under dense ids")
            .key(AS_OF, DateType, "The last day that the source knows of")
            .key(SOURCE, StringType, "The source of links, as in recommendations")
            .key(ItemLinkRows.ITEM, IntegerType, "The item that a user has")
            .key(ItemLinkRows.LINKED, IntegerType, "The item it speaks for")
            .required(ItemLinkRows.WEIGHT, FloatType, "How much it says")
            .version(1, 0);

    private EarlierLinksTable() {}
}
