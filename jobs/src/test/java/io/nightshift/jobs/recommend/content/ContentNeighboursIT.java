package io.nightshift.jobs.recommend.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.spark.DenseIds;
import io.nightshift.spark.TestSpark;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ContentNeighboursIT {
    private static final ContentSettings SETTINGS =
            new ContentSettings(true, true, 5, 10, 0.01, new ContentSettings.Weights(1, 0.5, 0.5, 2), 2, 1, 100);

    private static Row item(String id, String title, String category, String brand, Double price, boolean available) {
        return RowFactory.create(
                id,
                title,
                category,
                brand,
                price == null ? null : BigDecimal.valueOf(price),
                null,
                available,
                null,
                null,
                null);
    }

    private static Dataset<Row> items(Row... items) {
        return TestSpark.session().createDataFrame(List.of(items), ItemsTable.CONTRACT.schema());
    }

    private static Dataset<Row> index(Dataset<Row> items) {
        return DenseIds.of(items, ItemIndexTable.ITEM_ID, ItemIndexTable.ITEM);
    }

    private static Map<String, Double> similarities(Dataset<Row> items, ContentSettings settings) {
        Dataset<Row> named = ItemLinkRows.ofRanked(
                ContentNeighbours.of(items, index(items), settings), index(items), "item_id", "other_id");
        return Arrays.stream((Row[]) named.collect())
                .collect(Collectors.toMap(row -> row.getString(0) + " " + row.getInt(1) + " " + row.getString(2), row ->
                        (double) row.getFloat(3)));
    }

    @Test
    void isTheMeanOfThePartsByTheirWeights() {
        Map<String, Double> found = similarities(
                items(
                        item("a", "green tea", "drinks", "X", 4.5, true),
                        item("b", "green pen", "drinks", "Y", 7.9, true),
                        item("c", "red pen", "office", "X", 3.9, true)),
                SETTINGS);

        // Three items and 1 are 4: green and pen are in two, ln(4 / 3), tea and red in one, ln(4 / 2). Bands of the
        // ratio 2
        // end at 4 and 8: a and b share one.
        double often = Math.log(4.0 / 3);
        double once = Math.log(2);
        double mixed = Math.sqrt(often * often + once * once);
        double greenPen = Math.sqrt(2) * often;
        double ab = (1 + 0.5 * 0 + 0.5 * 1 + 2 * often * often / (mixed * greenPen)) / 4;
        double ac = (0.5 * 1) / 4;
        double bc = (2 * often * often / (mixed * greenPen)) / 4;
        assertThat(bc).isGreaterThan(ac);
        assertThat(found.keySet()).containsExactlyInAnyOrder("a 1 b", "a 2 c", "b 1 a", "b 2 c", "c 1 b", "c 2 a");
        assertThat(found.get("a 1 b")).isCloseTo(ab, within(1e-6));
        assertThat(found.get("b 1 a")).isEqualTo(found.get("a 1 b"));
        assertThat(found.get("a 2 c")).isCloseTo(ac, within(1e-6));
        assertThat(found.get("c 1 b")).isCloseTo(bc, within(1e-6));
    }

    @Test
    void comparesWhatIsKnownAndLeavesOutItemsWithout() {
        Map<String, Double> found = similarities(
                items(
                        item("a", null, "drinks", null, null, true),
                        item("b", "tea", "drinks", null, 0.0, true),
                        item("c", null, null, null, null, true),
                        item("sold-out", null, "drinks", null, null, false)),
                new ContentSettings(true, true, 5, 10, 0.01, new ContentSettings.Weights(1, 0.5, 0.5, 2), 2, 2, 100));

        // Tea is in one item alone and does not count; what is not available has a list but is in none.
        assertThat(found)
                .containsOnly(
                        Map.entry("a 1 b", 1.0),
                        Map.entry("b 1 a", 1.0),
                        Map.entry("sold-out 1 a", 1.0),
                        Map.entry("sold-out 2 b", 1.0));
    }

    @Test
    void findsNothingInAShopWithoutItemsOrWithoutContent() {
        Dataset<Row> none = TestSpark.session().createDataFrame(List.of(), ItemsTable.CONTRACT.schema());

        assertThat(similarities(none, SETTINGS)).isEmpty();
        assertThat(similarities(items(item("a", null, null, null, null, true)), SETTINGS))
                .isEmpty();
    }

    @Test
    void comparesChineseByPairsOfCharacters() {
        Map<String, Double> found = similarities(
                items(
                        item("pot", "紫砂茶壶", null, null, null, true),
                        item("set", "茶壶套装", null, null, null, true),
                        item("pen", "钢笔", null, null, null, true)),
                SETTINGS);

        // 茶壶 is in two of three, ln(4 / 3); the other two words of each in one, ln 2.
        double square = Math.pow(Math.log(4.0 / 3), 2);
        double expected = square / (square + 2 * Math.pow(Math.log(2), 2));
        assertThat(found.keySet()).containsExactlyInAnyOrder("pot 1 set", "set 1 pot");
        assertThat(found.get("pot 1 set")).isCloseTo(expected, within(1e-6));
    }

    @Test
    void linksBothWaysOnceAndTheSameForAnyPartitions() {
        Dataset<Row> items = items(
                item("a", "green tea", "drinks", null, null, true),
                item("b", "green tea", "drinks", null, null, true),
                item("c", "green tea cold", "drinks", null, null, true));
        ContentSettings one =
                new ContentSettings(true, true, 5, 1, 0.01, new ContentSettings.Weights(1, 0, 0, 2), 2, 1, 100);

        // The list of c leads to a, that of a to b: a has a link to c though c is not in its list.
        List<String> links = links(items, one);
        assertThat(links).containsExactly("0 1", "0 2", "1 0", "2 0");
        assertThat(links(items.repartition(5), one)).isEqualTo(links);
    }

    private static List<String> links(Dataset<Row> items, ContentSettings settings) {
        return Arrays.stream((Row[])
                        ContentNeighbours.links(items, index(items), settings).collect())
                .map(row -> row.getInt(0) + " " + row.getInt(1))
                .sorted()
                .toList();
    }
}
