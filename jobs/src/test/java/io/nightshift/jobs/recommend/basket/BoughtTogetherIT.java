package io.nightshift.jobs.recommend.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.Interactions;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.spark.TestSpark;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class BoughtTogetherIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-28");

    private static Row line(String user, String item, String day, String type, String order) {
        return RowFactory.create(
                user,
                item,
                Timestamp.valueOf(day + " 12:00:00"),
                Date.valueOf(day),
                type,
                BigDecimal.ONE,
                null,
                null,
                null,
                order,
                null,
                null,
                null);
    }

    private static Row item(String id, String category) {
        return RowFactory.create(id, null, category, null, null, null, true, null, null);
    }

    /** Orders: bread, milk, tea; bread, milk (a day without an order id, bread twice); milk; bread; tea of the next day. */
    private static final List<Row> LINES = List.of(
            line("u1", "bread", "2026-08-01", "purchase", "o1"),
            line("u1", "milk", "2026-08-01", "purchase", "o1"),
            line("u1", "tea", "2026-08-01", "purchase", "o1"),
            line("u2", "bread", "2026-08-02", "purchase", null),
            line("u2", "bread", "2026-08-02", "purchase", null),
            line("u2", "milk", "2026-08-02", "purchase", null),
            line("u2", "tea", "2026-08-02", "view", null),
            line("u2", "milk", "2026-08-03", "purchase", null),
            line("u3", "bread", "2026-08-28", "purchase", "o1"),
            line("u3", "tea", "2026-08-29", "purchase", "o1"));

    private static Row[] pairs(Dataset<Row> events, BasketSettings settings) {
        return (Row[]) together(events, settings).collect();
    }

    private static Dataset<Row> together(Dataset<Row> events, BasketSettings settings) {
        Dataset<Row> items = TestSpark.session()
                .createDataFrame(
                        List.of(item("bread", "food"), item("milk", "food"), item("tea", "drinks")),
                        ItemsTable.CONTRACT.schema());
        return BoughtTogether.of(BoughtTogether.lines(events, DATE), items, settings);
    }

    private static Dataset<Row> events() {
        return TestSpark.session().createDataFrame(LINES, EventsTable.CONTRACT.schema());
    }

    private static Stream<String> counts(Row[] pairs) {
        return Arrays.stream(pairs).map(row -> "%s %s %s %s %s of %s and %s"
                .formatted(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), row.get(6)));
    }

    @Test
    void countsOrdersWithBoth() {
        // Bread and milk have two of four orders in common, less than the 9/4 that chance would give them.
        assertThat(counts(pairs(events(), new BasketSettings(true, false, 1, 9, 100))))
                .containsExactlyInAnyOrder(
                        "item bread 1 tea 1 of 3 and 1",
                        "item bread 2 milk 2 of 3 and 3",
                        "item milk 1 tea 1 of 3 and 1",
                        "item milk 2 bread 2 of 3 and 3",
                        "item tea 1 bread 1 of 1 and 3",
                        "item tea 2 milk 1 of 1 and 3",
                        "category drinks 1 food 1 of 1 and 4",
                        "category food 1 drinks 1 of 4 and 1");
    }

    @Test
    void keepsTheBestPairsThatAreFrequentEnough() {
        assertThat(counts(pairs(events(), new BasketSettings(true, false, 2, 1, 100))))
                .containsExactlyInAnyOrder("item bread 1 milk 2 of 3 and 3", "item milk 1 bread 2 of 3 and 3");
        // The order of three does not count any more: three orders are left, one with both.
        assertThat(counts(pairs(events(), new BasketSettings(true, false, 1, 9, 2))))
                .containsExactlyInAnyOrder("item bread 1 milk 1 of 2 and 2", "item milk 1 bread 1 of 2 and 2");
        Dataset<Row> lines = BoughtTogether.lines(events(), DATE);
        assertThat(BoughtTogether.capped(lines, new BasketSettings(true, false, 1, 9, 2)))
                .isEqualTo(1);
        assertThat(BoughtTogether.capped(lines, new BasketSettings(true, false, 1, 9, 3)))
                .isZero();
    }

    @Test
    void linksWhatIsTogetherMoreOftenThanByChance() {
        BasketSettings settings = new BasketSettings(true, true, 1, 9, 100);
        Dataset<Row> index = index(ItemIndexTable.CONTRACT, "bread", "milk", "tea");
        Dataset<Row> dense = Interactions.dense(events(), index(UserIndexTable.CONTRACT, "u1", "u2", "u3"), index);

        List<Row> links = BoughtTogether.links(BoughtTogether.denseLines(dense, DATE), settings)
                .collectAsList();

        // Tea's one order of four has bread, of three orders, and milk, of three: ratios 2 (1 ln(4/3) + 2 ln(8/9) + 1
        // ln(4/3)).
        assertThat(links.stream().map(row -> row.getInt(0) + " " + row.getInt(1)))
                .containsExactlyInAnyOrder("0 2", "2 0", "1 2", "2 1");
        double ratio = 2 * (2 * Math.log(4.0 / 3) + 2 * Math.log(8.0 / 9));
        links.forEach(link -> assertThat((double) link.getFloat(2)).isCloseTo(Math.log1p(ratio), within(1e-6)));
        assertThat(BoughtTogether.storedLinks(together(events(), settings), index)
                        .collectAsList())
                .containsExactlyInAnyOrderElementsOf(links);
    }

    private static Dataset<Row> index(Contract contract, String... ids) {
        List<Row> rows = new ArrayList<>();
        for (String id : ids) {
            rows.add(RowFactory.create(id, rows.size()));
        }
        return TestSpark.session().createDataFrame(rows, contract.schema());
    }

    @Test
    void measuresAPair() {
        Row pair = Arrays.stream(pairs(events(), new BasketSettings(true, false, 1, 9, 100)))
                .filter(row ->
                        row.getString(1).equals("bread") && row.getString(3).equals("tea"))
                .findFirst()
                .orElseThrow();

        // One of four orders; a third of bread's; 1/3 over 1/4; 2 (1 ln(4/3) + 2 ln(8/9) + 1 ln(4/3)).
        assertThat(pair.getDouble(7)).isEqualTo(1 / 4.0);
        assertThat(pair.getDouble(8)).isEqualTo(1 / 3.0);
        assertThat(pair.getDouble(9)).isCloseTo(4 / 3.0, within(1e-12));
        assertThat(pair.getDouble(10)).isCloseTo(2 * (2 * Math.log(4 / 3.0) + 2 * Math.log(8 / 9.0)), within(1e-12));
    }
}
