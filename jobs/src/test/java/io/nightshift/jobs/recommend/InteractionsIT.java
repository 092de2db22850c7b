package io.nightshift.jobs.recommend;

import static io.nightshift.jobs.recommend.TestRows.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.spark.DenseIds;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class InteractionsIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-01");

    private static InteractionSettings settings(String text) {
        return ReferenceSettings.with("nightshift.interactions { half-life-days = null, damping = none, " + text + " }")
                .interactions();
    }

    private static Row only(Dataset<Row> pairs) {
        Row[] rows = (Row[]) pairs.collect();
        assertThat(rows).hasSize(1);
        return rows[0];
    }

    private static double weight(Row pair) {
        return pair.getDouble(pair.fieldIndex(InteractionsTable.WEIGHT));
    }

    private static double frequency(Row pair) {
        return pair.getDouble(pair.fieldIndex(InteractionsTable.FREQUENCY));
    }

    private static Row pairOf(String text, Row... events) {
        return only(Interactions.asOf(TestRows.events(events), DATE, settings(text), SeenPolicy.NOTHING_HIDDEN));
    }

    @Test
    void halvesTheWeightOfAnEventWithEachHalfLife() {
        // Ages 0, 10 and 20 days: 1 + 1/2 + 1/4.
        Row pair = pairOf(
                "half-life-days = 10",
                event("u", "i", "2026-08-01", "purchase"),
                event("u", "i", "2026-07-22", "purchase"),
                event("u", "i", "2026-07-12", "purchase"));

        assertThat(weight(pair)).isEqualTo(1.75);
    }

    @Test
    void dampsTheSumByItsLogarithm() {
        Row pair = pairOf(
                "damping = log", event("u", "i", "2026-08-01", "purchase"), event("u", "i", "2026-07-22", "purchase"));

        assertThat(weight(pair)).isCloseTo(Math.log(3), within(1e-12));
    }

    @Test
    void weighsEachTypeAndMultipliesByQuantityOrValue() {
        // 2 x 3 units + 0.5 x rating 4 + 0.25 for a view, whose value does not count + a rating without value as 0.5.
        Row pair = pairOf(
                "events { purchase { weight = 2, times = quantity }, rating { weight = 0.5, times = value },"
                        + " view { weight = 0.25, times = one } }",
                event("u", "i", "2026-08-01", "purchase", Map.of(EventsTable.QUANTITY, 3.0)),
                event("u", "i", "2026-08-01", "rating", Map.of(EventsTable.VALUE, 4.0)),
                event("u", "i", "2026-08-01", "view", Map.of(EventsTable.VALUE, 9.0)),
                event("u", "i", "2026-08-01", "rating"));

        assertThat(weight(pair)).isEqualTo(6 + 2 + 0.25 + 0.5);
    }

    @Test
    void subtractsReturnsAndLeavesZeroWhenNothingRemains() {
        Row[] pairs = (Row[]) Interactions.asOf(
                        TestRows.events(
                                event("u", "kept", "2026-08-01", "purchase"),
                                event("u", "kept", "2026-08-01", "purchase"),
                                event("u", "kept", "2026-08-01", "return"),
                                event("u", "returned", "2026-07-01", "purchase"),
                                event("u", "returned", "2026-08-01", "return")),
                        DATE,
                        settings(""),
                        SeenPolicy.NOTHING_HIDDEN)
                .orderBy(EventsTable.ITEM_ID)
                .collect();

        assertThat(weight(pairs[0])).isEqualTo(1);
        assertThat(frequency(pairs[0])).isEqualTo(1);
        assertThat(weight(pairs[1])).isZero();
        assertThat(frequency(pairs[1])).isZero();
    }

    @Test
    void tellsHowAUserTakesAnItem() {
        Row pair = pairOf(
                "repeat-half-life-days = 10",
                event("u", "i", "2026-07-02", "purchase"),
                event("u", "i", "2026-07-22", "purchase"),
                event("u", "i", "2026-08-01", "view"));

        // Ages of 30 and 10 days at half-lives of 2.5, 5 and 20 days.
        assertThat(pair.<Double>getAs(InteractionsTable.FREQUENCY_QUARTER))
                .isCloseTo(Math.pow(2, -12) + Math.pow(2, -4), within(1e-8));
        assertThat(pair.<Double>getAs(InteractionsTable.FREQUENCY_HALF))
                .isCloseTo(Math.pow(2, -6) + Math.pow(2, -2), within(1e-8));
        assertThat(pair.<Double>getAs(InteractionsTable.FREQUENCY_DOUBLE))
                .isCloseTo(Math.pow(2, -1.5) + Math.pow(2, -0.5), within(1e-8));
        assertThat(pair.<Integer>getAs(InteractionsTable.CONVERSIONS)).isEqualTo(2);
        assertThat(pair.<Date>getAs(InteractionsTable.FIRST_CONVERSION)).isEqualTo(Date.valueOf("2026-07-02"));
    }

    @Test
    void countsOnlyPurchasesAndReturnsAsFrequencyWithItsOwnHalfLife() {
        Row pair = pairOf(
                "repeat-half-life-days = 10",
                event("u", "i", "2026-07-22", "purchase"),
                event("u", "i", "2026-08-01", "view"),
                event("u", "i", "2026-08-01", "rating"));

        assertThat(frequency(pair)).isEqualTo(0.5);
    }

    @Test
    void doesNotSeeWhatHappensAfterTheDate() {
        Row pair = pairOf(
                "",
                event("u", "i", "2026-08-01", "purchase"),
                event("u", "i", "2026-08-02", "purchase"),
                event("other", "i", "2026-08-02", "purchase"));

        assertThat(weight(pair)).isEqualTo(1);
        assertThat(pair.getDate(pair.fieldIndex(InteractionsTable.LAST_DATE))).isEqualTo(Date.valueOf("2026-08-01"));
    }

    @Test
    void keepsTheLastDaysAndTheLatestDayOfHiding() {
        Row pair = only(Interactions.asOf(
                TestRows.events(
                        event("u", "i", "2026-07-01", "purchase"),
                        event("u", "i", "2026-07-20", "view"),
                        event("u", "i", "2026-07-30", "click")),
                DATE,
                settings(""),
                new SeenPolicy(Map.of(EventType.PURCHASE, 90, EventType.VIEW, 7))));

        assertThat(pair.getDate(pair.fieldIndex(InteractionsTable.LAST_DATE))).isEqualTo(Date.valueOf("2026-07-30"));
        assertThat(pair.getDate(pair.fieldIndex(InteractionsTable.LAST_CONVERSION)))
                .isEqualTo(Date.valueOf("2026-07-01"));
        // 1 July + 90 days.
        assertThat(pair.getDate(pair.fieldIndex(InteractionsTable.HIDDEN_UNTIL)))
                .isEqualTo(Date.valueOf("2026-09-29"));
    }

    @Test
    void addsUpToTheSameBitsInAnyOrderAndPartitioning() {
        List<Row> events = new java.util.ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(event("u" + i % 3, "i" + i % 7, "2026-0" + (1 + i % 7) + "-1" + i % 9, "purchase"));
        }
        Dataset<Row> forward = TestRows.of(EventsTable.CONTRACT, events);
        java.util.Collections.reverse(events);
        Dataset<Row> backward = TestRows.of(EventsTable.CONTRACT, events);

        Object[] expected = sorted(forward.repartition(2));
        assertThat(sorted(backward.repartition(5))).isEqualTo(expected);
        assertThat(sorted(backward.repartition(9))).isEqualTo(expected);
    }

    private static Object[] sorted(Dataset<Row> events) {
        return Arrays.stream((Row[]) Interactions.asOf(
                                events, DATE, ReferenceSettings.with("").interactions(), SeenPolicy.NOTHING_HIDDEN)
                        .orderBy(EventsTable.USER_ID, EventsTable.ITEM_ID)
                        .collect())
                .toArray();
    }

    @Test
    void numbersTheIdsOfTheEventsAndDropsUnknownOnes() {
        Dataset<Row> events = TestRows.events(
                event("u2", "b", "2026-08-01", "purchase"),
                event("u2", "gone", "2026-08-01", "purchase"),
                event("u1", "a", "2026-08-01", "purchase"));
        Dataset<Row> users = DenseIds.of(events.select("user_id").distinct(), "user_id", "user");
        Dataset<Row> items = DenseIds.of(
                TestRows.items(TestRows.item("a", null, true), TestRows.item("b", null, true)), "item_id", "item");

        Row[] pairs = (Row[]) Interactions.densePairs(
                        Interactions.dense(events, users, items), DATE, settings(""), SeenPolicy.NOTHING_HIDDEN)
                .select("user", "item", "weight")
                .orderBy("user")
                .collect();

        assertThat(Arrays.stream(pairs).map(Row::mkString)).containsExactly("001.0", "111.0");
    }
}
