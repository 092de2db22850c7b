package io.nightshift.jobs.recommend;

import static io.nightshift.jobs.recommend.TestRows.event;
import static io.nightshift.jobs.recommend.TestRows.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.spark.DenseIds;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

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

    private static Row user(String id, Map<String, String> attributes) {
        return RowFactory.create(id, null, CollectionConverters.asScala(attributes));
    }

    private static Dataset<Row> segments(PopularSettings settings) {
        return UserSegments.of(
                TestRows.of(
                        UsersTable.CONTRACT,
                        List.of(
                                user("u1", Map.of("region", "north", "age", "30")),
                                user("u2", Map.of("region", "north")),
                                user("u3", Map.of("age", "30")))),
                settings.attributes(Set.of("region", "age", "tier")),
                settings);
    }

    @Test
    void ranksAmongTheUsersOfEachRegionAndSegment() {
        PopularSettings settings = new PopularSettings(List.of("age", "unmapped"), "region", 28, 1, 30);
        Dataset<Row> items = TestRows.items(
                item("a", "food", true), item("b", "food", true), item("c", null, true), item("d", null, false));
        Dataset<Row> index = DenseIds.of(items, "item_id", "item");
        Dataset<Row> users = DenseIds.of(segments(settings).select("user_id").distinct(), "user_id", "user");
        Dataset<Row> dense = pairs().join(index, "item_id").join(users, "user_id");

        Dataset<Row> popular = PopularItems.inSegments(
                dense,
                segments(settings).join(users, "user_id"),
                index.where("item_id <> 'd'"),
                DATE,
                new PopularItems.Window(29, 10));

        // u1 and u2 are of the north, u1 and u3 are thirty; d is not available.
        assertThat(text(popular.orderBy("scope", "rank")))
                .containsExactly(
                        "2026-08-28 region north 1 a 2.0",
                        "2026-08-28 region north 2 b 2.0",
                        "2026-08-28 segment:age 30 1 b 2.0",
                        "2026-08-28 segment:age 30 2 a 1.0");
        PopularItemsTable.CONTRACT.conform(popular);
        assertThat(settings.attributes(Set.of())).isEmpty();
    }

    @Test
    void listsWhatGrowsAgainstItsOwnPastForSure() {
        PopularSettings settings = new PopularSettings(List.of(), "region", 28, 2, 30);
        List<Row> events = new ArrayList<>();
        for (int u = 1; u <= 3; u++) {
            // All of a within the last week; b by one user before; c by each both times; d in the first week of five
            // alone.
            events.add(event("u" + u, "a", "2026-08-2" + (5 + u % 3), "purchase"));
            events.add(event("u" + u, "a", "2026-08-25", "purchase"));
            events.add(event("u" + u, "b", "2026-08-28", "rating"));
            events.add(event("u" + u, "c", "2026-08-22", "purchase"));
            events.add(event("u" + u, "c", "2026-08-21", "purchase"));
            events.add(event("u" + u, "d", "2026-07-25", "purchase"));
            events.add(event("u" + u, "sold-out", "2026-08-28", "purchase"));
            events.add(event("u" + u, "viewed", "2026-08-28", "view"));
        }
        events.add(event("u1", "b", "2026-07-25", "purchase"));
        events.add(event("u2", "a", "2026-07-24", "purchase"));
        Dataset<Row> items = TestRows.items(
                item("a", "food", true),
                item("b", "food", true),
                item("c", null, true),
                item("d", null, true),
                item("viewed", null, true),
                item("sold-out", null, false));

        Dataset<Row> trending = new TrendingItems(settings, 7, 10, DATE)
                .of(
                        TestRows.of(EventsTable.CONTRACT, events),
                        Set.of(EventType.PURCHASE, EventType.RATING),
                        items,
                        Optional.of(segments(settings)));

        // 28 days before 7 begin on 25 July. a: 3 and 0 users, 3 / z2 x 4 = 3.12; b: 3 and 1, Wilson's lower end .3006
        // / .6994 x 4 = 1.72;
        // c: 3 and 3, .1876 / .8124 x 4 = .92. In the north are u1 and u2: a 2 / z2 x 4 = 2.08, b .2077 / .7923 x 4 =
        // 1.05.
        assertThat(text(trending.selectExpr(
                                "scope",
                                "scope_value",
                                "rank",
                                "item_id",
                                "round(score, 2)",
                                "growth",
                                "recent_users",
                                "past_users")
                        .orderBy("scope", "rank")))
                .containsExactly(
                        "all all 1 a 3.12 null 3 0",
                        "all all 2 b 1.72 12.0 3 1",
                        "category food 1 a 3.12 null 3 0",
                        "category food 2 b 1.72 12.0 3 1",
                        "region north 1 a 2.08 null 2 0",
                        "region north 2 b 1.05 8.0 2 1");
        TrendingItemsTable.CONTRACT.conform(trending);
    }

    @Test
    void listsTheNewestItemsByTheirCreationOrFirstConversion() {
        Dataset<Row> items = TestRows.of(
                ItemsTable.CONTRACT,
                List.of(
                        created("a", "2026-08-20 23:00:00"),
                        created("b", null),
                        created("d", null),
                        created("cold", "2026-08-21 00:00:00"),
                        created("old", "2026-08-08 10:00:00"),
                        created("later", "2026-08-29 10:00:00")));
        Dataset<Row> index = DenseIds.of(items, "item_id", "item");
        PopularSettings settings = new PopularSettings(List.of("age"), "region", 28, 1, 30);
        Dataset<Row> users = DenseIds.of(segments(settings).select("user_id").distinct(), "user_id", "user");
        Dataset<Row> dense = pairs().join(index, "item_id").join(users, "user_id");
        Dataset<Row> segments = segments(settings).join(users, "user_id");

        Dataset<Row> fresh =
                new NewItems(20, 28, 10, DATE).of(dense, index, items, Optional.empty(), ZoneId.of("Europe/Berlin"));
        Dataset<Row> few =
                new NewItems(10, 28, 10, DATE).of(dense, index, items, Optional.of(segments), ZoneId.of("UTC"));

        // Days end at 22:00 UTC in Berlin. The first conversion is of 31 July, 28 days ago: it tells nothing of 20
        // days, but of 10.
        assertThat(text(fresh.select("scope", "rank", "item_id", "since", "users")
                        .orderBy("scope", "rank")))
                .containsExactly("all 1 a 2026-08-21 2", "all 2 cold 2026-08-21 0");
        assertThat(text(few.select("scope", "rank", "item_id", "since", "users").orderBy("scope", "rank")))
                .containsExactly(
                        "all 1 cold 2026-08-21 0",
                        "all 2 a 2026-08-20 2",
                        "all 3 d 2026-08-20 1",
                        "region 1 a 2026-08-20 2",
                        "segment:age 1 a 2026-08-20 1",
                        "segment:age 2 d 2026-08-20 1");
        NewItemsTable.CONTRACT.conform(fresh);
    }

    private static Row created(String id, String time) {
        return RowFactory.create(
                id, null, null, null, null, null, true, time == null ? null : Timestamp.valueOf(time), null, null);
    }

    @Test
    void ranksAUsersOwnItemsByDecayedFrequency() {
        Dataset<Row> own = PersonalFrequency.ranked(pairs(), "user_id", "item_id", 1);

        // u1 bought a today and 26 days ago; u2 bought a and b on the same day; u3 bought d after b.
        assertThat(text(own.select("user_id", "item_id", "rank").orderBy("user_id")))
                .containsExactly("u1 a 1", "u2 a 1", "u3 d 1");
    }
}
