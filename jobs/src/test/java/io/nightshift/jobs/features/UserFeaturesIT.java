package io.nightshift.jobs.features;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class UserFeaturesIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-01");
    private static final FeatureSettings SETTINGS = new FeatureSettings(List.of("purchase"), 2);

    private static Dataset<Row> features(History history) {
        Dataset<Row> events = history.events();
        return UserFeatures.asOf(
                DATE,
                new UserFeatures.Inputs(
                        UserDays.of(events, SETTINGS),
                        UserItems.asOf(events, DATE, SETTINGS),
                        history.items(),
                        history.users()),
                SETTINGS);
    }

    private static Row of(History history, String user) {
        return features(history).where(col("user_id").equalTo(user)).first();
    }

    private static BigDecimal money(String value) {
        return new BigDecimal(value).setScale(4);
    }

    private static History range() {
        return new History()
                .item("milk", "DAIRY", "Own")
                .item("brie", "DAIRY", "Own")
                .item("rye", "BREAD", "-")
                .item("bag", "-", "-")
                .user("u1", "age", "30")
                .user("u2");
    }

    @Test
    void cutsWindowsAtTheirLastDay() {
        Row row = of(
                range().buys("u1", "milk", "2026-08-01", "2", "3.00", "-", "o1")
                        .buys("u1", "brie", "2026-07-26", "1", "5.00", "-", "o2") // 6 days: in the last 7
                        .buys("u1", "rye", "2026-07-25", "1", "4.00", "-", "o3") // 7 days: not
                        .buys("u1", "rye", "2025-08-02", "1", "1.00", "-", "o4") // 364 days
                        .buys("u1", "bag", "2025-08-01", "1", "9.00", "-", "o5"), // 365 days
                "u1");

        assertThat(row.<Integer>getAs("orders_7d")).isEqualTo(2);
        assertThat(row.<BigDecimal>getAs("units_7d")).isEqualByComparingTo("3");
        assertThat(row.<BigDecimal>getAs("spend_7d")).isEqualTo(money("8"));
        assertThat(row.<Integer>getAs("items_7d")).isEqualTo(2);
        assertThat(row.<Integer>getAs("active_days_7d")).isEqualTo(2);
        assertThat(row.<BigDecimal>getAs("spend_28d")).isEqualTo(money("12"));
        assertThat(row.<BigDecimal>getAs("spend_365d")).isEqualTo(money("13"));
        assertThat(row.<Integer>getAs("items_365d")).isEqualTo(3);
        assertThat(row.<Integer>getAs("days_since_last")).isZero();
        assertThat(row.<Integer>getAs("days_since_first")).isEqualTo(365);
        assertThat(row.<BigDecimal>getAs("mean_basket")).isEqualTo(money("3.25")); // 13 / 4
    }

    @Test
    void countsAnOrderOfTwoDaysOnItsFirstAndADayWithoutOrderIdsAsOne() {
        Row row = of(
                range().buys("u1", "milk", "2026-07-25", "1", "1", "-", "night") // just before midnight
                        .buys("u1", "brie", "2026-07-26", "1", "1", "-", "night")
                        .buys("u1", "milk", "2026-07-28")
                        .buys("u1", "rye", "2026-07-28")
                        .buys("u1", "rye", "2026-07-29"),
                "u1");

        assertThat(row.<Integer>getAs("orders_7d")).isEqualTo(2);
        assertThat(row.<Integer>getAs("orders_28d")).isEqualTo(3);
        assertThat(row.<Integer>getAs("active_days_7d")).isEqualTo(3);
    }

    @Test
    void netsReturnsOffUnitsAndSpendButNotOffOrders() {
        Row row = of(
                range().buys("u1", "milk", "2026-07-20", "3", "9.00", "1.00", "o1")
                        .event("return", "u1", "milk", "2026-07-30", "1", "3.00", "-", "o1"),
                "u1");

        assertThat(row.<Integer>getAs("orders_7d")).isZero();
        assertThat(row.<BigDecimal>getAs("spend_7d")).isEqualTo(money("-3"));
        assertThat(row.<Integer>getAs("orders_28d")).isEqualTo(1);
        assertThat(row.<BigDecimal>getAs("units_28d")).isEqualTo(money("2"));
        assertThat(row.<BigDecimal>getAs("spend_28d")).isEqualTo(money("6"));
        assertThat(row.<Integer>getAs("active_days_28d")).isEqualTo(1);
        assertThat(row.<Integer>getAs("days_since_last")).isEqualTo(12);
        assertThat(row.<Double>getAs("discount_share_90d")).isEqualTo(1.0 / 10);
    }

    @Test
    void leavesMoneyNullWhenNoAmountIsKnown() {
        Row row = of(range().buys("u1", "milk", "2026-07-30").buys("u1", "milk", "2026-07-01", "1", "2.00"), "u1");

        assertThat(row.<Integer>getAs("orders_7d")).isEqualTo(1);
        assertThat(row.<BigDecimal>getAs("spend_7d")).isNull();
        assertThat(row.<BigDecimal>getAs("spend_90d")).isEqualTo(money("2"));
        assertThat(row.<Double>getAs("discount_share_90d")).isNull();
    }

    @Test
    void givesAUserWithoutEventsZerosAndNoDates() {
        Row row = of(range().buys("u1", "milk", "2026-07-30", "1", "2.00"), "u2");

        assertThat(row.<Integer>getAs("orders_365d")).isZero();
        assertThat(row.<BigDecimal>getAs("spend_365d")).isEqualTo(money("0"));
        assertThat(row.<Integer>getAs("items_365d")).isZero();
        assertThat(row.<Integer>getAs("days_since_last")).isNull();
        assertThat(row.<BigDecimal>getAs("mean_basket")).isNull();
        assertThat(row.getList(row.fieldIndex("top_categories"))).isEmpty();
    }

    @Test
    void listsTheCategoriesMostOftenBoughtThenByName() {
        Row row = of(
                range().item("ale", "ALE", "-")
                        .buys("u1", "milk", "2026-07-30")
                        .buys("u1", "milk", "2026-07-01")
                        .buys("u1", "rye", "2026-07-02")
                        .buys("u1", "ale", "2026-07-02")
                        .buys("u1", "bag", "2026-07-02")
                        .buys("u1", "rye", "2025-07-02"), // too old
                "u1");

        assertThat(row.<Row>getList(row.fieldIndex("top_categories")).stream().map(Row::mkString))
                .containsExactly("DAIRY0.5", "ALE0.25");
    }

    @Test
    void doesNotSeeWhatHappensAfterTheDate() {
        History known = range().buys("u1", "milk", "2026-07-30", "1", "2.00", "0.50", "o1");
        Dataset<Row> before = features(known);
        String expected = before.orderBy("user_id").collectAsList().toString();

        known.buys("u1", "rye", "2026-08-02", "1", "9.00", "1.00", "o1")
                .buys("u2", "rye", "2026-08-02", "1", "9.00", "1.00", "o2")
                .event("return", "u1", "milk", "2026-08-03", "1", "2.00");

        assertThat(features(known).orderBy("user_id").collectAsList()).hasToString(expected);
    }

    @Test
    void knowsEarlierDatesInTheSamePass() {
        Dataset<Row> days = UserDays.of(
                range().buys("u1", "milk", "2026-07-30", "1", "2.00", "-", "o1")
                        .buys("u1", "milk", "2026-07-02", "1", "3.00", "-", "o2")
                        .events(),
                SETTINGS);
        List<Row> rows = UserWindows.asOf(
                        days, List.of(DATE, LocalDate.parse("2026-07-04"), LocalDate.parse("2026-07-01")))
                .select("as_of", "orders_7d", "spend_28d", "days_since_last")
                .orderBy(col("as_of").desc())
                .collectAsList();

        assertThat(rows.stream().map(Row::mkString)).containsExactly("2026-08-0112.00002", "2026-07-0413.00002");
    }

    @Test
    void exchangesTheEventsOnceAndTheirDaysOnce() {
        String plan = UserDays.of(range().buys("u1", "milk", "2026-07-30").events(), SETTINGS)
                .queryExecution()
                .executedPlan()
                .toString();

        assertThat(plan.split("Exchange hashpartitioning", -1)).hasSize(3);
    }
}
