package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import java.sql.Date;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the {@link Catalogue} out of Datasets: item-sized, so it may pass through the driver up to a limit. */
final class CatalogueReader {
    /** How many times longer the longer window is. */
    private static final int LONGER = 3;

    /** Bytes of an item beside its vector: id, flags, counts and rankings. */
    private static final long BYTES_AN_ITEM = 80;

    private CatalogueReader() {}

    /**
     * The catalogue as of the date of the inputs.
     *
     * @throws SettingsException when the items need more than the limit
     */
    static Catalogue read(ListInputs inputs, CatalogueSettings settings) {
        int items = Math.toIntExact(inputs.itemIndex().count());
        CatalogueBuilder catalogue = new CatalogueBuilder(items);
        Dataset<Row> named = inputs.itemIndex()
                .join(inputs.items(), ItemIndexTable.ITEM_ID)
                .select(ItemIndexTable.ITEM, ItemIndexTable.ITEM_ID, ItemsTable.AVAILABLE, ItemsTable.CATEGORY);
        long bytes = 0;
        for (Iterator<Row> rows = named.toLocalIterator(); rows.hasNext(); bytes += BYTES_AN_ITEM) {
            putItem(catalogue, rows.next());
        }
        for (Iterator<Row> rows = users(inputs, settings).toLocalIterator(); rows.hasNext(); ) {
            Row row = rows.next();
            catalogue.users(row.getInt(0), users(row, 1), users(row, 2));
            catalogue.history(row.getInt(0), users(row, 3), users(row, 4), users(row, 5));
        }
        Dataset<Row> vectors = inputs.factors().items().select(ItemIndexTable.ITEM, Factors.FACTOR);
        for (Iterator<Row> rows = vectors.toLocalIterator(); rows.hasNext(); ) {
            Row row = rows.next();
            float[] vector = FloatArrays.of(row, 1);
            bytes += 2L * Float.BYTES * vector.length;
            check(bytes, settings);
            catalogue.vector(row.getInt(0), vector);
        }
        for (ListInputs.Links links : inputs.links()) {
            catalogue.links(links.source(), ItemLinkRows.read(links.rows(), items, settings.maxBroadcastMb()));
        }
        inputs.suggestions().ifPresent(found -> catalogue.suggestions());
        return catalogue.build();
    }

    private static void putItem(CatalogueBuilder catalogue, Row row) {
        int item = row.getInt(0);
        catalogue.put(item, row.getString(1));
        if (row.getBoolean(2)) {
            catalogue.available(item);
        }
        if (!row.isNullAt(3)) {
            catalogue.category(item, row.getString(3));
        }
    }

    private static Dataset<Row> users(ListInputs inputs, CatalogueSettings settings) {
        Column last = col(InteractionsTable.LAST_CONVERSION);
        return inputs.pairs()
                .where(last.isNotNull())
                .groupBy(InteractionsTable.ITEM)
                .agg(
                        count(when(last.geq(start(inputs, settings.popularityDays())), lit(1))),
                        count(when(last.geq(start(inputs, settings.trendDays())), lit(1))),
                        count(when(last.geq(start(inputs, LONGER * settings.popularityDays())), lit(1))),
                        count(lit(1)),
                        count(when(col(InteractionsTable.CONVERSIONS).gt(1), lit(1))));
    }

    private static Column start(ListInputs inputs, int days) {
        return date_sub(lit(Date.valueOf(inputs.asOf())), days - 1);
    }

    private static int users(Row row, int position) {
        return Math.toIntExact(row.getLong(position));
    }

    static void check(long bytes, CatalogueSettings settings) {
        if (bytes > settings.maxBroadcastMb() * (1L << 20)) {
            throw new SettingsException(List.of("Cannot send the items to the executors:"
                    + " recommend.catalogue.max-broadcast-mb=" + settings.maxBroadcastMb()
                    + ", expected room for " + (bytes >> 20) + " MB and more; raise it, lower recommend.als.rank,"
                    + " or leave items out of the items input"));
        }
    }
}
