package io.nightshift.jobs.recommend.linear;

import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.recommend.links.ItemLinkRows;

/** The strongest weights of the linear model. */
public final class LinearLinksTable {
    public static final Contract CONTRACT = Contract.internal(
                    "linear_links", "One weight of the linear item-item model, under dense ids")
            .key(ItemLinkRows.ITEM, IntegerType, "The item that a user has")
            .key(ItemLinkRows.LINKED, IntegerType, "The item it speaks for or against; never the same")
            .required(
                    ItemLinkRows.WEIGHT,
                    FloatType,
                    "What ln(1 + weight) of the user's pair is multiplied by; not 0, the item's farthest from 0 only")
            .version(1, 0);

    private LinearLinksTable() {}
}
