package io.nightshift.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DayTotalsTest {
    private record Day(int day, int orders, boolean bought, List<Optional<BigDecimal>> values) {}

    @Test
    void hasNothingBeforeTheFirstDay() {
        DayTotals totals = totals(List.of(new Day(100, 2, true, values("1", "2.50", null, null))));

        assertThat(totals.count(DayTotals.Count.ORDERS, 92, 99)).isZero();
        assertThat(totals.sum(DayTotals.Sum.SPEND, 92, 99)).contains(BigDecimal.ZERO);
        assertThat(totals.lastActive(99)).isEmpty();
        assertThat(totals.firstActive(99)).isEmpty();
    }

    @Test
    void leavesASumEmptyWhenNoneOfTheDaysOfTheWindowIsKnown() {
        DayTotals totals = totals(List.of(
                new Day(100, 1, true, values("1", null, null, null)),
                new Day(101, 1, true, values("1", "3", null, null))));

        assertThat(totals.sum(DayTotals.Sum.SPEND, 99, 100)).isEmpty();
        assertThat(totals.sum(DayTotals.Sum.SPEND, 99, 101)).contains(new BigDecimal("3"));
    }

    @Test
    void doesNotTakeADayOfReturnsForAnActiveOne() {
        DayTotals totals = totals(List.of(
                new Day(100, 0, false, values("-1", "-3", null, null)),
                new Day(105, 1, true, values("1", "3", null, null)),
                new Day(109, 0, false, values("-1", "-3", null, null))));

        assertThat(totals.firstActive(110)).contains(105);
        assertThat(totals.lastActive(110)).contains(105);
        assertThat(totals.lastActive(104)).isEmpty();
    }

    @Test
    void refusesDaysOutOfOrder() {
        DayTotals totals = totals(List.of(new Day(100, 1, true, values("1", "1", null, null))));

        assertThatThrownBy(() -> add(totals, new Day(100, 1, true, values("1", "1", null, null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot add day 100 after 100");
    }

    @Property(tries = 200)
    void equalsAddingUpTheDaysOfTheWindow(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 90) int length) {
        Random random = new Random(seed);
        List<Day> days = new ArrayList<>();
        for (int i = 0, day = 1000; i < size; i++) {
            day += 1 + random.nextInt(8);
            days.add(new Day(day, random.nextInt(3), random.nextBoolean(), randomValues(random)));
        }
        DayTotals totals = totals(days);
        for (int upTo = 990; upTo < 1000 + 9 * size; upTo += 7) {
            int after = upTo - length;
            int last = upTo;
            List<Day> within = days.stream()
                    .filter(d -> d.day() > after && d.day() <= last)
                    .toList();
            List<Integer> active = days.stream()
                    .filter(d -> d.bought() && d.day() <= last)
                    .map(Day::day)
                    .toList();
            assertThat(totals.count(DayTotals.Count.ORDERS, after, upTo))
                    .isEqualTo(within.stream().mapToInt(Day::orders).sum());
            assertThat(totals.count(DayTotals.Count.ACTIVE, after, upTo))
                    .isEqualTo((int) within.stream().filter(Day::bought).count());
            assertThat(totals.firstActive(upTo)).isEqualTo(active.stream().findFirst());
            assertThat(totals.lastActive(upTo)).isEqualTo(active.stream().reduce((a, b) -> b));
            for (DayTotals.Sum sum : DayTotals.Sum.values()) {
                assertThat(totals.sum(sum, after, upTo)).isEqualTo(slow(within, sum));
            }
        }
    }

    private static Optional<BigDecimal> slow(List<Day> days, DayTotals.Sum sum) {
        List<BigDecimal> known = days.stream()
                .flatMap(d -> d.values().get(sum.ordinal()).stream())
                .toList();
        return days.isEmpty() || !known.isEmpty()
                ? Optional.of(known.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                : Optional.empty();
    }

    private static List<Optional<BigDecimal>> randomValues(Random random) {
        List<Optional<BigDecimal>> values = new ArrayList<>();
        for (int i = 0; i < DayTotals.Sum.values().length; i++) {
            values.add(
                    random.nextInt(3) == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(random.nextInt(9) - 2)));
        }
        return values;
    }

    private static List<Optional<BigDecimal>> values(String units, String spend, String gross, String discount) {
        List<Optional<BigDecimal>> values = new ArrayList<>();
        for (String value : new String[] {units, spend, gross, discount}) {
            values.add(Optional.ofNullable(value).map(BigDecimal::new));
        }
        return values;
    }

    private static DayTotals totals(List<Day> days) {
        DayTotals totals = new DayTotals();
        days.forEach(day -> add(totals, day));
        return totals;
    }

    private static void add(DayTotals totals, Day day) {
        totals.add(day.day(), day.orders(), day.bought(), day.values());
    }
}
