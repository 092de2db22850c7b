package io.nightshift.jobs.recommend;

import static io.nightshift.jobs.recommend.TestRows.event;
import static io.nightshift.jobs.recommend.TestRows.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.spark.DenseIds;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PopularityIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-28");

    private static Dataset<Row> pairs() {
        return Interactions.asOf(
                TestRows.events(
                        event("u1", "a", "2026-08-28", "purchase"),
                        event("u1", "a", "2026-08-02", "purchase"),
                        event("u2", "a", "2026-08-01", "purchase"),
                        event("u1", "b", "2026-08-01", "purchase"),
                        event("u2", "b", "2026-08-01", "purchase"),
                        event("u3", "b", "2026-07-31", "purchase"),
                        event("u3", "c", "2026-08-20", "view"),
                        event("u3", "d", "2026-08-20", "purchase")),
                DATE,
                ReferenceSettings.with("").interactions(),
                SeenPolicy.NOTHING_HIDDEN);
    }

    private static Stream<String> text(Dataset<Row> rows) {
        return Arrays.stream((Row[]) rows.collect()).map(row -> row.mkString(" "));
    }

    @Test
    void countsTheDistinctUsersOfTheLastDaysAndBreaksTiesByItem() {
        Dataset<Row> users = Popularity.users(pairs(), "item_id", DATE, 28);

        // 28 days to the 28th begin on the 1st: the purchase of 31 July and the view do not count.
        assertThat(text(Popularity.ranked(users, "item_id", 10).orderBy("rank")))
                .containsExactly("a 2 1", "b 2 2", "d 1 3");
        assertThat(text(Popularity.ranked(users, "item_id", 1))).containsExactly("a 2 1");
    }

    @Test
    void ranksAvailableItemsOverallAndInEachCategory() {
        Dataset<Row> items = TestRows.items(
                item("a", "food", true), item("b", "food", true), item("c", null, true), item("d", null, true));
        Dataset<Row> index = DenseIds.of(items, "item_id", "item");
        Dataset<Row> users =
                Popularity.users(pairs().join(index, "item_id"), "item", LocalDate.parse("2026-08-28"), 29);

        Dataset<Row> popular = PopularItems.of(users, index, items, DATE, 2);

        assertThat(text(popular.orderBy("scope", "rank")))
                .containsExactly(
                        "2026-08-28 all all 1 b 3.0",
                        "2026-08-28 all all 2 a 2.0",
                        "2026-08-28 category food 1 b 3.0",
                        "2026-08-28 category food 2 a 2.0");
        PopularItemsTable.CONTRACT.conform(popular);
    }

    @Test
    void ranksAUsersOwnItemsByDecayedFrequency() {
        Dataset<Row> own = PersonalFrequency.ranked(pairs(), "user_id", "item_id", 1);

        // u1 bought a today and 26 days ago; u2 bought a and b on the same day; u3 bought d after b.
        assertThat(text(own.select("user_id", "item_id", "rank").orderBy("user_id")))
                .containsExactly("u1 a 1", "u2 a 1", "u3 d 1");
    }
}
