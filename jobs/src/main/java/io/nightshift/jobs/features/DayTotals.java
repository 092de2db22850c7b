package io.nightshift.jobs.features;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Running totals over the days of one user, so that a sum over any window is the difference of two of them: exact, and the same for
 * every as-of date. Days are added in ascending order; a window (after, upTo] is given in days since 1970-01-01.
 */
final class DayTotals {
    private int size;
    private int[] days = new int[16];
    private final int[][] counts = new int[Count.values().length][17];
    private final BigDecimal[][] sums = new BigDecimal[Sum.values().length][17];
    private final int[][] known = new int[Sum.values().length][17];

    /** What is counted by day. */
    enum Count {
        ORDERS,
        /** Days with a purchase. */
        ACTIVE
    }

    /** What is summed by day, where known. */
    enum Sum {
        UNITS,
        SPEND,
        GROSS,
        DISCOUNT
    }

    DayTotals() {
        for (BigDecimal[] sum : sums) {
            sum[0] = BigDecimal.ZERO;
        }
    }

    /**
     * Adds a day.
     *
     * @param day later than every day added before
     * @param orders orders begun on it
     * @param bought whether it has a purchase
     * @param values in the order of {@link Sum}; an unknown one is empty
     */
    void add(int day, int orders, boolean bought, List<Optional<BigDecimal>> values) {
        if (size > 0 && day <= days[size - 1]) {
            throw new IllegalArgumentException("Cannot add day " + day + " after " + days[size - 1]);
        }
        if (size == days.length) {
            grow();
        }
        days[size] = day;
        counts[Count.ORDERS.ordinal()][size + 1] = counts[Count.ORDERS.ordinal()][size] + orders;
        counts[Count.ACTIVE.ordinal()][size + 1] = counts[Count.ACTIVE.ordinal()][size] + (bought ? 1 : 0);
        for (Sum sum : Sum.values()) {
            int s = sum.ordinal();
            sums[s][size + 1] = sums[s][size].add(values.get(s).orElse(BigDecimal.ZERO));
            known[s][size + 1] = known[s][size] + (values.get(s).isPresent() ? 1 : 0);
        }
        size++;
    }

    private void grow() {
        int capacity = 2 * size;
        days = Arrays.copyOf(days, capacity);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Arrays.copyOf(counts[i], capacity + 1);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Arrays.copyOf(sums[i], capacity + 1);
            known[i] = Arrays.copyOf(known[i], capacity + 1);
        }
    }

    /** A count over (after, upTo]. */
    int count(Count count, int after, int upTo) {
        int[] running = counts[count.ordinal()];
        return running[daysUpTo(upTo)] - running[daysUpTo(after)];
    }

    /** A sum over (after, upTo]: zero without a day in it, empty when there are days and none of them is known. */
    Optional<BigDecimal> sum(Sum sum, int after, int upTo) {
        int s = sum.ordinal();
        int from = daysUpTo(after);
        int to = daysUpTo(upTo);
        if (from < to && known[s][from] == known[s][to]) {
            return Optional.empty();
        }
        return Optional.of(sums[s][to].subtract(sums[s][from]));
    }

    /** The first day with a purchase, at most {@code upTo}. */
    Optional<Integer> firstActive(int upTo) {
        return activeDay(0, upTo);
    }

    /** The last day with a purchase, at most {@code upTo}. */
    Optional<Integer> lastActive(int upTo) {
        return activeDay(counts[Count.ACTIVE.ordinal()][daysUpTo(upTo)] - 1, upTo);
    }

    /** The active day before which {@code earlier} others lie. */
    private Optional<Integer> activeDay(int earlier, int upTo) {
        int[] active = counts[Count.ACTIVE.ordinal()];
        int to = daysUpTo(upTo);
        if (earlier < 0 || active[to] <= earlier) {
            return Optional.empty();
        }
        int i = 0;
        for (int high = to - 1; i < high; ) {
            int middle = (i + high) >>> 1;
            if (active[middle + 1] > earlier) {
                high = middle;
            } else {
                i = middle + 1;
            }
        }
        return Optional.of(days[i]);
    }

    /** How many added days are at most {@code day}. */
    private int daysUpTo(int day) {
        int found = Arrays.binarySearch(days, 0, size, day);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
