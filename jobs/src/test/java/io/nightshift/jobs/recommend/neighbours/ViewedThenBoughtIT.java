package io.nightshift.jobs.recommend.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ViewedThenBoughtIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-30");
    private static final SequenceSettings SETTINGS =
            new SequenceSettings(true, false, Set.of(EventType.VIEW), Set.of(EventType.PURCHASE), 3, 1, 10, 100);

    private static Row event(String user, String item, String time, EventType type) {
        return RowFactory.create(
                user,
                item,
                Timestamp.valueOf(time),
                Date.valueOf(time.substring(0, 10)),
                type.id(),
                BigDecimal.ONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Row view(String user, String item, String time) {
        return event(user, item, time, EventType.VIEW);
    }

    private static Row purchase(String user, String item, String time) {
        return event(user, item, time, EventType.PURCHASE);
    }

    private static Dataset<Row> events(List<Row> events) {
        return TestSpark.session().createDataFrame(events, EventsTable.CONTRACT.schema());
    }

    /** Items i0, i1, ... under their numbers. */
    private static Dataset<Row> index(int items) {
        List<Row> rows = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            rows.add(RowFactory.create("i" + item, item));
        }
        return TestSpark.session().createDataFrame(rows, ItemIndexTable.CONTRACT.schema());
    }

    private static Row[] sorted(Dataset<Row> pairs) {
        return (Row[])
                pairs.orderBy(ViewedThenBought.ITEM, ViewedThenBoughtTable.RANK).collect();
    }

    @Test
    void countsUsersWhoBoughtAfterTheyViewed() {
        Dataset<Row> counts = ViewedThenBought.counts(
                events(List.of(
                        view("ann", "i0", "2026-08-01 10:00:00"),
                        purchase("ann", "i1", "2026-08-04 09:00:00"),
                        purchase("ann", "i1", "2026-08-04 10:00:00"),
                        view("bob", "i0", "2026-08-01 10:00:00"),
                        purchase("bob", "i1", "2026-08-05 09:00:00"),
                        purchase("bob", "i2", "2026-08-01 10:00:00"),
                        view("cid", "i0", "2026-08-01 10:00:00"),
                        view("cid", "i2", "2026-08-01 10:00:00"),
                        purchase("cid", "i1", "2026-08-01 09:59:59"),
                        purchase("cid", "i0", "2026-08-01 11:00:00"),
                        purchase("dan", "i2", "2026-08-01 11:00:00"),
                        view("dan", "i0", "2026-08-31 11:00:00"),
                        event("eve", "i0", "2026-08-01 11:00:00", EventType.CART))),
                index(3),
                DATE,
                SETTINGS);

        Row[] pairs = sorted(ViewedThenBought.of(counts, SETTINGS));

        // Four users: eve did neither, dan's view is of tomorrow. Ann alone bought i1 in time; i1 has three buyers, i2
        // two, i0 one.
        // Bob bought i2 at the very time of the view, cid i0 after viewing i2. Of the three viewers of i0 a share of
        // 3/4 would be 2.25
        // buyers of i1, and 1.5 of i2: both are fewer than chance, i1 more so.
        assertThat(Arrays.stream(pairs)
                        .map(row -> row.<Integer>getAs("item") + " " + row.<Integer>getAs("rank") + " "
                                + row.<Integer>getAs("next_item")))
                .containsExactly("0 1 2", "0 2 1", "2 1 0");
        Row second = pairs[1];
        assertThat(second.<Long>getAs("users_both")).isEqualTo(1);
        assertThat(second.<Long>getAs("viewers")).isEqualTo(3);
        assertThat(second.<Long>getAs("buyers")).isEqualTo(3);
        assertThat(second.<Double>getAs("confidence")).isEqualTo(1.0 / 3);
        assertThat(second.<Double>getAs("lift")).isCloseTo(1 * 4.0 / (3 * 3), within(1e-12));
        assertThat(second.<Double>getAs("llr"))
                .isCloseTo(2 * (Math.log(1 / 2.25) + 2 * Math.log(2 / 0.75)), within(1e-12));
        assertThat(ViewedThenBought.capped(counts)).isZero();
    }

    @Test
    void linksWhatIsBoughtAfterMoreOftenThanByChance() {
        Dataset<Row> users = TestSpark.session()
                .createDataFrame(
                        List.of(RowFactory.create("ann", 0), RowFactory.create("bob", 1), RowFactory.create("cid", 2)),
                        UserIndexTable.CONTRACT.schema());
        Dataset<Row> events = events(List.of(
                view("ann", "i0", "2026-08-01 10:00:00"),
                purchase("ann", "i1", "2026-08-02 09:00:00"),
                purchase("ann", "i2", "2026-08-02 09:00:00"),
                purchase("bob", "i2", "2026-08-02 09:00:00"),
                purchase("cid", "i2", "2026-08-31 09:00:00"),
                view("cid", "i1", "2026-08-01 09:00:00")));
        Dataset<Row> dense = Interactions.dense(events, users, index(3));

        List<Row> links = ViewedThenBought.links(ViewedThenBought.denseCounts(dense, DATE, SETTINGS), SETTINGS)
                .collectAsList();

        // Of three users ann alone viewed i0 and bought i1 after it: lift 3, 2 ln(1 / (1/3)). Of i2 two were bought by
        // the date, so
        // lift is 3/2 and the ratio 2 ln(1 / (2/3)).
        assertThat(links.stream().map(row -> row.getInt(0) + " " + row.getInt(1)))
                .containsExactlyInAnyOrder("0 1", "0 2");
        links.forEach(link -> assertThat((double) link.getFloat(2))
                .isCloseTo(Math.log1p(2 * Math.log(link.getInt(1) == 1 ? 3 : 1.5)), within(1e-6)));
        Dataset<Row> table = ViewedThenBought.of(ViewedThenBought.counts(events, index(3), DATE, SETTINGS), SETTINGS)
                .selectExpr(
                        "concat('i', item) item_id", "rank", "concat('i', next_item) bought_item_id", "lift", "llr");
        assertThat(ViewedThenBought.storedLinks(table, index(3)).collectAsList())
                .containsExactlyInAnyOrderElementsOf(links);
    }

    @Test
    void countsAsGoingThroughAllEventsOfEachUserWould() {
        Random random = new Random(4);
        List<Row> events = new ArrayList<>();
        for (int e = 0; e < 400; e++) {
            String time = LocalDate.parse("2026-08-01").plusDays(random.nextInt(12)) + " " + (10 + random.nextInt(10))
                    + ":00:00";
            EventType type = random.nextBoolean() ? EventType.VIEW : EventType.PURCHASE;
            events.add(event("u" + random.nextInt(20), "i" + random.nextInt(8), time, type));
        }
        Map<String, Set<String>> slow = new TreeMap<>();
        for (Row first : events) {
            for (Row then : events) {
                if (first.get(4).equals("view")
                        && then.get(4).equals("purchase")
                        && first.get(0).equals(then.get(0))
                        && !first.get(1).equals(then.get(1))
                        && !first.getTimestamp(2).after(then.getTimestamp(2))
                        && first.getDate(3)
                                        .toLocalDate()
                                        .plusDays(3)
                                        .compareTo(then.getDate(3).toLocalDate())
                                >= 0) {
                    slow.computeIfAbsent(first.getString(1) + " " + then.getString(1), pair -> new HashSet<>())
                            .add(first.getString(0));
                }
            }
        }
        for (int partitions : new int[] {1, 7}) {
            Dataset<Row> counts =
                    ViewedThenBought.counts(events(events).repartition(partitions), index(8), DATE, SETTINGS);
            Map<String, Long> found = new TreeMap<>();
            for (Row pair : sorted(ViewedThenBought.of(counts, SETTINGS))) {
                found.put("i" + pair.getAs("item") + " i" + pair.getAs("next_item"), pair.getAs("users_both"));
            }
            Map<String, Long> expected = new TreeMap<>();
            slow.forEach((pair, users) -> expected.put(pair, (long) users.size()));
            assertThat(found).isEqualTo(expected).hasSizeGreaterThan(40);
        }
    }

    @Test
    void findsNothingWithoutEventsOfTheTypes() {
        Dataset<Row> counts = ViewedThenBought.counts(
                events(List.of(purchase("ann", "i0", "2026-08-01 10:00:00"))), index(1), DATE, SETTINGS);

        assertThat(ViewedThenBought.of(counts, SETTINGS).count()).isZero();
    }
}
