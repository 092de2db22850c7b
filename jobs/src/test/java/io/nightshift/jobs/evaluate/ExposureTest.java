package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExposureTest {
    @Test
    void everyItemShownAlikeIsZero() {
        assertThat(Exposure.gini(new long[] {7}, new long[] {4}, 4)).isZero();
    }

    @Test
    void oneItemShownOfFourIsThreeQuarters() {
        // Ascending 0, 0, 0, 9: 2 x (4 x 9) / (4 x 9) - 5 / 4.
        assertThat(Exposure.gini(new long[] {9}, new long[] {1}, 4)).isEqualTo(3.0 / 4);
    }

    @Test
    void unevenExposureLiesBetween() {
        // Ascending 0, 1, 1, 3: 2 x (2 + 3 + 12) / (4 x 5) - 5 / 4 = 9 / 20.
        assertThat(Exposure.gini(new long[] {3, 1}, new long[] {1, 2}, 4)).isCloseTo(9.0 / 20, within(1e-15));
    }

    @Test
    void nothingShownIsZero() {
        assertThat(Exposure.gini(new long[0], new long[0], 5)).isZero();
        assertThat(Exposure.gini(new long[0], new long[0], 0)).isZero();
    }

    @Property
    void agreesWithTheMeanDifferenceOfAllPairs(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 6) Integer> exposures) {
        Map<Integer, Long> histogram = exposures.stream()
                .filter(x -> x > 0)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        long[] shown = histogram.keySet().stream().mapToLong(x -> x).toArray();
        long[] items = histogram.values().stream().mapToLong(x -> x).toArray();

        assertThat(Exposure.gini(shown, items, exposures.size())).isCloseTo(slowly(exposures), within(1e-12));
        assertThat(Exposure.gini(reversed(shown), reversed(items), exposures.size()))
                .isEqualTo(Exposure.gini(shown, items, exposures.size()));
    }

    private static double slowly(List<Integer> exposures) {
        long differences = 0;
        long total = 0;
        for (int a : exposures) {
            total += a;
            for (int b : exposures) {
                differences += Math.abs(a - b);
            }
        }
        return total == 0 ? 0 : differences / (2.0 * exposures.size() * total);
    }

    private static long[] reversed(long[] values) {
        long[] back = new long[values.length];
        Arrays.setAll(back, i -> values[values.length - 1 - i]);
        return back;
    }
}
