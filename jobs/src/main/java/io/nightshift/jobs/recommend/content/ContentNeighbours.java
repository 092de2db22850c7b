package io.nightshift.jobs.recommend.content;

import static org.apache.spark.sql.functions.col;

import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.jobs.recommend.nearest.NearestRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * For each item of which something is known the available items that are most like it.
 *
 * <ol>
 *   <li>vectors: (id, places, values, available) by {@link ContentVectors}
 *   <li>nearest: (id, rank, other, score) by {@link NearestRows}; the score is the cosine
 * </ol>
 */
public final class ContentNeighbours {
    /** Parts of an item besides its words. */
    private static final int OTHER_PARTS = 3;

    private static final StructType RANKED = ItemLinkRows.SCHEMA.add(ItemLinkRows.RANK, DataTypes.IntegerType, false);

    private ContentNeighbours() {}

    /**
     * The lists.
     *
     * @param items rows of {@link ItemsTable}; those without category, brand, price and text have no list and are in none
     * @param itemIndex rows of {@link io.nightshift.jobs.recommend.ItemIndexTable}
     * @return rows of {@link ItemLinkRows#SCHEMA} and their {@link ItemLinkRows#RANK}, in no order
     */
    static Dataset<Row> of(Dataset<Row> items, Dataset<Row> itemIndex, ContentSettings settings) {
        long size = itemIndex.count();
        if (size == 0) {
            // Spark's IDF refuses to learn from no text at all.
            return items.sparkSession().createDataFrame(List.of(), RANKED);
        }
        Dataset<Row> vectors = ContentVectors.of(items, itemIndex, settings);
        return new NearestRows(settings.topN(), (float) settings.minScore())
                .of(
                        vectors.drop(ItemsTable.AVAILABLE),
                        vectors.where(col(ItemsTable.AVAILABLE)).drop(ItemsTable.AVAILABLE),
                        size,
                        settings.maxWords() + OTHER_PARTS)
                .select(
                        col(NearestRows.ID).as(ItemLinkRows.ITEM),
                        col(NearestRows.RANK).as(ItemLinkRows.RANK),
                        col(NearestRows.OTHER).as(ItemLinkRows.LINKED),
                        col(NearestRows.SCORE).as(ItemLinkRows.WEIGHT));
    }

    /**
     * The lists as links in both directions: an item nobody took yet is in few lists of others, but its own list leads to items that
     * somebody has. A history scored by them is the product of the user's profile, the sum of weight x vector over the own items, with
     * the items' vectors, as far as these are near.
     *
     * @return rows of {@link ItemLinkRows#SCHEMA}, each once, in no order
     */
    public static Dataset<Row> links(Dataset<Row> items, Dataset<Row> itemIndex, ContentSettings settings) {
        return bothWays(of(items, itemIndex, settings));
    }

    /** Links, and the same turned round where there was none: rows of {@link ItemLinkRows#SCHEMA}. */
    public static Dataset<Row> bothWays(Dataset<Row> links) {
        Dataset<Row> turned = links.select(
                col(ItemLinkRows.LINKED).as(ItemLinkRows.ITEM),
                col(ItemLinkRows.ITEM).as(ItemLinkRows.LINKED),
                col(ItemLinkRows.WEIGHT));
        return links.select(ItemLinkRows.ITEM, ItemLinkRows.LINKED, ItemLinkRows.WEIGHT)
                .union(turned)
                .dropDuplicates(new String[] {ItemLinkRows.ITEM, ItemLinkRows.LINKED});
    }
}
