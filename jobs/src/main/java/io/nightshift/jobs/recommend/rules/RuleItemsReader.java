package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.PackedIds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads {@link RuleItems} out of Datasets: item-sized, so they may pass through the driver up to a limit. */
final class RuleItemsReader {
    /** Bytes of an item beside the rules: id, title, counts and ranking. */
    private static final long BYTES_AN_ITEM = 96;

    private RuleItemsReader() {}

    /**
     * Tonight's items.
     *
     * @param items {@link RuleRows#items}
     * @param rules those that hold tonight
     * @param maxMb most megabytes that may be sent to every executor
     * @throws SettingsException when the items need more
     */
    static RuleItems read(Dataset<Row> items, List<Rule> rules, int maxMb) {
        int size = Math.toIntExact(items.count());
        List<RuleItemsBuilder> builders =
                rules.stream().map(rule -> new RuleItemsBuilder(rule, size)).toList();
        requireRoom(size, builders, maxMb);
        String[] ids = new String[size];
        String[] titles = new String[size];
        boolean[] available = new boolean[size];
        int[] users = new int[size];
        int item = 0;
        for (Iterator<Row> rows = columns(items, rules).toLocalIterator(); rows.hasNext(); item++) {
            Row row = rows.next();
            ids[item] = row.getString(0);
            titles[item] = row.getString(1);
            available[item] = row.getBoolean(2);
            users[item] = Math.toIntExact(row.getLong(3));
            for (int rule = 0; rule < rules.size(); rule++) {
                put(builders.get(rule), item, row.getStruct(4 + rule));
            }
        }
        int[] popular = popular(available, users);
        return new RuleItems(
                PackedIds.of(ids),
                PackedIds.of(titles),
                available,
                users,
                popular,
                builders.stream().map(builder -> builder.build(popular)).toList());
    }

    private static Dataset<Row> columns(Dataset<Row> items, List<Rule> rules) {
        List<Column> columns = new ArrayList<>(List.of(
                col(ItemsTable.ITEM_ID),
                coalesce(col(ItemsTable.TITLE), col(ItemsTable.ITEM_ID)),
                col(ItemsTable.AVAILABLE),
                col(RuleRows.POPULARITY)));
        columns.addAll(new RuleColumns(rules).ofItems(items));
        return items.select(columns.toArray(Column[]::new)).orderBy(ItemsTable.ITEM_ID);
    }

    private static void put(RuleItemsBuilder builder, int item, Row given) {
        builder.put(
                item,
                given.getBoolean(0),
                given.getBoolean(1),
                given.isNullAt(2) ? Double.NaN : given.getDouble(2),
                given.getList(3));
    }

    private static void requireRoom(int size, List<RuleItemsBuilder> builders, int maxMb) {
        long bytes = size
                * (BYTES_AN_ITEM
                        + builders.stream()
                                .mapToLong(RuleItemsBuilder::bytesAnItem)
                                .sum());
        if (bytes > maxMb * (1L << 20)) {
            throw new SettingsException(List.of(
                    "Cannot send the items to the executors: recommend.catalogue.max-broadcast-mb=" + maxMb
                            + ", expected room for " + (bytes >> 20)
                            + " MB; raise it, use fewer rules, or leave items out of the items input"));
        }
    }

    /** The sort key puts more users first, then the lower item. */
    private static int[] popular(boolean[] available, int[] users) {
        return IntStream.range(0, users.length)
                .filter(item -> available[item])
                .mapToLong(item -> ((long) (Integer.MAX_VALUE - users[item]) << 32) | item)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }
}
