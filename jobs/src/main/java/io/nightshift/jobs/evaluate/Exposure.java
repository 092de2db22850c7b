package io.nightshift.jobs.evaluate;

import java.util.Arrays;

/** How evenly lists show the items of a catalogue. */
final class Exposure {
    private Exposure() {}

    /**
     * The Gini coefficient of the number of lists that each item of the catalogue appears in: 0 when all appear equally often, towards
     * 1 when few appear. With the items in ascending order of exposure x and positions i = 1 .. m it is
     * {@code 2 sum(i x_i) / (m sum(x)) - (m + 1) / m}. Terms are added in ascending order, so the result does not depend on the order given.
     *
     * @param shown exposures, each at least 1, no value twice, in any order
     * @param items how many items have that exposure, parallel to {@code shown}
     * @param catalogue the number of items m; those beyond the sum of {@code items} are never shown
     * @return from 0 to 1; 0 when nothing is shown
     */
    static double gini(long[] shown, long[] items, long catalogue) {
        Integer[] ascending = new Integer[shown.length];
        Arrays.setAll(ascending, i -> i);
        Arrays.sort(ascending, (a, b) -> Long.compare(shown[a], shown[b]));
        long position = catalogue - Arrays.stream(items).sum();
        long total = 0;
        double weighted = 0;
        for (int i : ascending) {
            double positions = (double) items[i] * position + items[i] * (items[i] + 1.0) / 2;
            weighted += positions * shown[i];
            position += items[i];
            total += items[i] * shown[i];
        }
        return total == 0 ? 0 : Math.max(0, (2 * weighted / total - (catalogue + 1.0)) / catalogue);
    }
}
