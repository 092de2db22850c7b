package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts each feature into at most {@value #MOST} bins of about as many examples each: trees split between bins only, so that one reading
 * of the examples weighs all splits.
 *
 * @param bounds for each feature the upper bounds of all bins but the last, ascending; a value belongs to the first bin whose bound it
 *     does not exceed, NaN to the last bin
 */
record FeatureBins(double[][] bounds) implements Serializable {
    static final int MOST = 64;

    /**
     * Bins by a sample: where it has few different values, bounds lie halfway between each two of them, else between the values at its
     * quantiles and the ones that follow those.
     *
     * @param sample the features of some examples
     * @param width how many features there are
     */
    static FeatureBins of(List<float[]> sample, int width) {
        return new FeatureBins(IntStream.range(0, width)
                .mapToObj(feature -> bounds(sample, feature))
                .toArray(double[][]::new));
    }

    private static double[] bounds(List<float[]> sample, int feature) {
        double[] sorted = sample.stream()
                .mapToDouble(row -> row[feature])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length <= MOST) {
            return IntStream.range(1, distinct.length)
                    .mapToDouble(i -> halfway(distinct[i - 1], distinct[i]))
                    .toArray();
        }
        return IntStream.range(1, MOST)
                .map(i -> Arrays.binarySearch(distinct, sorted[(int) ((long) i * sorted.length / MOST)]))
                .filter(at -> at + 1 < distinct.length)
                .distinct()
                .mapToDouble(at -> halfway(distinct[at], distinct[at + 1]))
                .toArray();
    }

    private static double halfway(double low, double high) {
        return low + (high - low) / 2;
    }

    int width() {
        return bounds.length;
    }

    int bin(int feature, double value) {
        double[] upper = bounds[feature];
        int low = 0;
        int high = upper.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value <= upper[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
