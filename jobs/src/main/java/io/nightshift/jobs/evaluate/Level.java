package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.EarlierModels;
import io.nightshift.jobs.recommend.InteractionSettings;
import io.nightshift.jobs.recommend.Interactions;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.SeenPolicy;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.spark.DenseIds;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * What lists are made of: the items, or their categories taken for items.
 *
 * @param items rows of {@link ItemsTable}, all of them available, because nothing tells since when an item is not
 * @param itemIndex rows of {@link ItemIndexTable}
 * @param events rows of {@link Interactions#dense}
 * @param models of some dates, fitted before
 */
record Level(Dataset<Row> items, Dataset<Row> itemIndex, Dataset<Row> events, Optional<EarlierModels> models) {
    /** The items of the run. */
    static Level items(Run run) {
        Dataset<Row> index = run.table(ItemIndexTable.CONTRACT);
        return new Level(
                run.table(ItemsTable.CONTRACT).withColumn(ItemsTable.AVAILABLE, lit(true)),
                index,
                Interactions.dense(run.table(EventsTable.CONTRACT), run.table(UserIndexTable.CONTRACT), index),
                Optional.of(EarlierModels.stored(run)));
    }

    /** The same with each item's category in its place; items without one are left out. */
    Level categories() {
        Dataset<Row> categoryOf =
                items.where(col(ItemsTable.CATEGORY).isNotNull()).select(ItemsTable.ITEM_ID, ItemsTable.CATEGORY);
        Dataset<Row> names = categoryOf
                .select(col(ItemsTable.CATEGORY).as(ItemIndexTable.ITEM_ID))
                .distinct();
        Dataset<Row> index = DenseIds.of(names, ItemIndexTable.ITEM_ID, ItemIndexTable.ITEM);
        Dataset<Row> translation = itemIndex
                .join(categoryOf, ItemsTable.ITEM_ID)
                .select(col(ItemIndexTable.ITEM), col(ItemsTable.CATEGORY).as(ItemIndexTable.ITEM_ID))
                .join(index.withColumnRenamed(ItemIndexTable.ITEM, ItemsTable.CATEGORY), ItemIndexTable.ITEM_ID)
                .drop(ItemIndexTable.ITEM_ID);
        Dataset<Row> ofCategories = events.join(translation, ItemIndexTable.ITEM)
                .withColumn(ItemIndexTable.ITEM, col(ItemsTable.CATEGORY))
                .drop(ItemsTable.CATEGORY);
        return new Level(asItems(names), index, ofCategories, Optional.empty());
    }

    /** What models learn from, as of a day; nothing is hidden, because the protocols say what lists may hold. */
    Dataset<Row> pairs(LocalDate asOf, InteractionSettings settings) {
        return Interactions.densePairs(events, asOf, settings, SeenPolicy.NOTHING_HIDDEN);
    }

    private static Dataset<Row> asItems(Dataset<Row> names) {
        return names.select(Arrays.stream(ItemsTable.CONTRACT.schema().fields())
                .map(Level::column)
                .toArray(Column[]::new));
    }

    private static Column column(StructField field) {
        return switch (field.name()) {
            case ItemsTable.ITEM_ID -> col(ItemIndexTable.ITEM_ID);
            case ItemsTable.AVAILABLE -> lit(true).as(field.name());
            default -> lit(null).cast(field.dataType()).as(field.name());
        };
    }
}
