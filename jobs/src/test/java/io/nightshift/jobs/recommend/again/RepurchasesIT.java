package io.nightshift.jobs.recommend.again;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.spark.TestSpark;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RepurchasesIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-28");

    private static Row bought(String user, String item, String day) {
        return RowFactory.create(
                user,
                item,
                Timestamp.valueOf(day + " 12:00:00"),
                Date.valueOf(day),
                "purchase",
                BigDecimal.ONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Row item(String id, boolean available) {
        return RowFactory.create(id, null, null, null, null, null, available, null, null);
    }

    /** Milk after 2 and 8 days (ann, twice on one day) and once (bob); one of four came back for a sofa; tea is sold out. */
    private static Dataset<Row> own() {
        return Repurchases.own(
                TestSpark.session()
                        .createDataFrame(
                                List.of(
                                        bought("ann", "milk", "2026-08-14"),
                                        bought("ann", "milk", "2026-08-16"),
                                        bought("ann", "milk", "2026-08-16"),
                                        bought("ann", "milk", "2026-08-24"),
                                        bought("ann", "milk", "2026-08-29"),
                                        bought("bob", "milk", "2026-08-26"),
                                        bought("ann", "sofa", "2026-08-01"),
                                        bought("ann", "sofa", "2026-08-11"),
                                        bought("bob", "sofa", "2026-08-20"),
                                        bought("cy", "sofa", "2026-08-20"),
                                        bought("dan", "sofa", "2026-08-20"),
                                        bought("ann", "tea", "2026-08-20"),
                                        bought("ann", "tea", "2026-08-25")),
                                EventsTable.CONTRACT.schema()),
                DATE);
    }

    private static Stream<String> text(Dataset<Row> rows, String format) {
        Row[] collected = (Row[]) rows.collect();
        return Arrays.stream(collected).map(row -> {
            Object[] values = new Object[row.size()];
            Arrays.setAll(values, row::get);
            return format.formatted(values);
        });
    }

    @Test
    void measureTheGapsOfAnItem() {
        // Milk: sqrt(2 x 8) = 4 days, logarithms ln 2 and ln 8 are ln 2 from their mean.
        assertThat(text(Repurchases.items(own()), "%s %d %.2f %d %.3f %.4f"))
                .containsExactlyInAnyOrder(
                        "milk 2 0.50 2 4.000 0.6931", "sofa 4 0.25 1 10.000 0.0000", "tea 1 1.00 1 5.000 0.0000");
    }

    @Test
    void tellWhenOwnItemsAreDueButNotDurableOnes() {
        Dataset<Row> own = own();
        Dataset<Row> items = TestSpark.session()
                .createDataFrame(
                        List.of(item("milk", true), item("sofa", true), item("tea", false)),
                        ItemsTable.CONTRACT.schema());
        AgainSettings settings = new AgainSettings(true, 5, 0.3, 2, 3);

        Dataset<Row> due = Repurchases.due(own, Repurchases.items(own), items, DATE, settings);

        // Ann: two gaps of 5 days on average, two of 4: sqrt 20 days. Her gaps are 2 and 8 days, like the item's, whose
        // ln are ln 2 from
        // ln 4: of all four the mean square distance from ln sqrt 20 is (ln 2)^2 + (ln 4 - ln sqrt 20)^2. Bob has the
        // item's.
        assertThat(text(due, "%s %d %s %s %s %.3f %.4f %.3f"))
                .containsExactlyInAnyOrder(
                        "ann 1 milk 2026-08-28 2026-08-24 4.472 0.7021 0.894",
                        "bob 1 milk 2026-08-30 2026-08-26 4.000 0.6931 0.500");
        AgainSettings impatient = new AgainSettings(true, 5, 0.3, 2, 0.6);
        assertThat(text(Repurchases.due(own, Repurchases.items(own), items, DATE, impatient), "%s"))
                .containsExactly("bob");
    }
}
