package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.ingest.ItemsTable;
import java.sql.Date;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the {@link Catalogue} out of Datasets: item-sized, so it may pass through the driver up to a limit. */
final class CatalogueReader {
    private static final String RECENT_USERS = "recent_users";

    /** Bytes of an item beside its vector: id, flags, counts and rankings. */
    private static final long BYTES_AN_ITEM = 64;

    private CatalogueReader() {}

    /**
     * The catalogue as of the date of the inputs.
     *
     * @throws SettingsException when the items need more than the limit
     */
    static Catalogue read(ListInputs inputs, CatalogueSettings settings) {
        CatalogueBuilder catalogue =
                new CatalogueBuilder(Math.toIntExact(inputs.itemIndex().count()));
        Dataset<Row> items = inputs.itemIndex()
                .join(inputs.items(), ItemIndexTable.ITEM_ID)
                .select(ItemIndexTable.ITEM, ItemIndexTable.ITEM_ID, ItemsTable.AVAILABLE, ItemsTable.CATEGORY);
        long bytes = 0;
        for (Iterator<Row> rows = items.toLocalIterator(); rows.hasNext(); bytes += BYTES_AN_ITEM) {
            putItem(catalogue, rows.next());
        }
        for (Iterator<Row> rows = users(inputs, settings).toLocalIterator(); rows.hasNext(); ) {
            Row row = rows.next();
            catalogue.users(row.getInt(0), Math.toIntExact(row.getLong(1)), Math.toIntExact(row.getLong(2)));
        }
        Dataset<Row> vectors = inputs.factors().items().select(ItemIndexTable.ITEM, Factors.FACTOR);
        for (Iterator<Row> rows = vectors.toLocalIterator(); rows.hasNext(); ) {
            Row row = rows.next();
            float[] vector = FloatArrays.of(row, 1);
            bytes += 2L * Float.BYTES * vector.length;
            check(bytes, settings);
            catalogue.vector(row.getInt(0), vector);
        }
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
        Column windowStart = date_sub(lit(Date.valueOf(inputs.asOf())), settings.popularityDays() - 1);
        Column recentStart = date_sub(lit(Date.valueOf(inputs.asOf())), settings.trendDays() - 1);
        return inputs.pairs()
                .where(last.geq(windowStart))
                .groupBy(InteractionsTable.ITEM)
                .agg(
                        count(lit(1)).as(Popularity.USERS),
                        count(when(last.geq(recentStart), lit(1))).as(RECENT_USERS));
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
