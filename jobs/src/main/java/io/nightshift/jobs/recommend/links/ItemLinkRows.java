package io.nightshift.jobs.recommend.links;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.row_number;

import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.recommend.ItemIndexTable;
import java.util.Iterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Links as rows over dense ids, which every source of links gives and {@link ItemLinks} are built from. */
public final class ItemLinkRows {
    /** The dense id of the item that has the link. */
    public static final String ITEM = ItemIndexTable.ITEM;
    /** The dense id of the item it leads to. */
    public static final String LINKED = "linked_item";
    /** How much having the one says for the other. */
    public static final String WEIGHT = "weight";
    /** 1 for an item's strongest link, where links are {@link #named}. */
    public static final String RANK = "rank";

    /** One link. */
    public static final StructType SCHEMA = new StructType()
            .add(ITEM, DataTypes.IntegerType, false)
            .add(LINKED, DataTypes.IntegerType, false)
            .add(WEIGHT, DataTypes.FloatType, false);

    private static final long BYTES_A_LINK = 8;

    private ItemLinkRows() {}

    /**
     * Reads links into memory.
     *
     * @param links item, linked_item, weight in any order
     * @param items number of dense ids
     * @param maxMegabytes the most that the links may take
     * @throws SettingsException when they take more
     */
    public static ItemLinks read(Dataset<Row> links, int items, int maxMegabytes) {
        ItemLinksBuilder builder = new ItemLinksBuilder(items);
        Iterator<Row> rows = links.select(ITEM, LINKED, WEIGHT).toLocalIterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            builder.add(row.getInt(0), row.getInt(1), row.getFloat(2));
            if (builder.size() * BYTES_A_LINK > maxMegabytes * 1_000_000L) {
                throw new SettingsException(
                        "Cannot hold links of items: links=" + builder.size() + " or more, expected at most "
                                + maxMegabytes + " MB at " + BYTES_A_LINK
                                + " bytes a link; keep fewer links an item or raise recommend.catalogue.max-broadcast-mb");
            }
        }
        return builder.build();
    }

    /**
     * Links from a table that names items by their ids.
     *
     * @param table one row a link
     * @param itemIdColumn its column of the item
     * @param linkedIdColumn its column of the linked item
     * @param weightColumn its column of the weight
     * @param itemIndex rows of {@link ItemIndexTable}
     * @return rows of {@link #SCHEMA}, in no order
     */
    public static Dataset<Row> dense(
            Dataset<Row> table,
            String itemIdColumn,
            String linkedIdColumn,
            String weightColumn,
            Dataset<Row> itemIndex) {
        Dataset<Row> linkedIndex = itemIndex.select(
                col(ItemIndexTable.ITEM).as(LINKED), col(ItemIndexTable.ITEM_ID).as(linkedIdColumn));
        Dataset<Row> index = itemIndex.select(
                col(ItemIndexTable.ITEM), col(ItemIndexTable.ITEM_ID).as(itemIdColumn));
        return table.select(
                        col(itemIdColumn),
                        col(linkedIdColumn),
                        col(weightColumn).cast(DataTypes.FloatType).as(WEIGHT))
                .join(index, itemIdColumn)
                .join(linkedIndex, linkedIdColumn)
                .select(ITEM, LINKED, WEIGHT);
    }

    /**
     * Counted pairs as links: ln(1 + llr) for those that stand together more often than chance would bring them together.
     *
     * @param pairs any rows with these columns
     * @return the rows with a lift above 1, with their {@link #WEIGHT}
     */
    public static Dataset<Row> aboveChance(Dataset<Row> pairs, String liftColumn, String ratioColumn) {
        return pairs.where(col(liftColumn).gt(1))
                .withColumn(WEIGHT, log1p(col(ratioColumn)).cast(DataTypes.FloatType));
    }

    /**
     * Links by the ids of the items, ranked within each item by weight descending, then linked item ascending.
     *
     * @param links rows of {@link #SCHEMA}
     * @param itemIndex rows of {@link ItemIndexTable}
     * @param itemIdColumn the name for the item's id
     * @param linkedIdColumn the name for the linked item's id
     * @return itemIdColumn, {@link #RANK}, linkedIdColumn, weight
     */
    public static Dataset<Row> named(
            Dataset<Row> links, Dataset<Row> itemIndex, String itemIdColumn, String linkedIdColumn) {
        Column rank = row_number()
                .over(Window.partitionBy(ITEM)
                        .orderBy(col(WEIGHT).desc(), col(LINKED).asc()));
        return ofRanked(links.withColumn(RANK, rank), itemIndex, itemIdColumn, linkedIdColumn);
    }

    /** As {@link #named}, of links that have their {@link #RANK} already. */
    public static Dataset<Row> ofRanked(
            Dataset<Row> ranked, Dataset<Row> itemIndex, String itemIdColumn, String linkedIdColumn) {
        Dataset<Row> linkedIndex = itemIndex.select(
                col(ItemIndexTable.ITEM).as(LINKED), col(ItemIndexTable.ITEM_ID).as(linkedIdColumn));
        Dataset<Row> index = itemIndex.select(
                col(ItemIndexTable.ITEM), col(ItemIndexTable.ITEM_ID).as(itemIdColumn));
        return ranked.join(index, ITEM).join(linkedIndex, LINKED).select(itemIdColumn, RANK, linkedIdColumn, WEIGHT);
    }
}
