package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;

/** What examples add up to, by the node of a growing tree that they reached and by the bin of each feature. */
final class SplitSums implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int PARTS = 3;

    private final int width;
    private final double[] sums;

    /** Sums of nothing, for nodes 0 to {@code nodes} - 1. */
    SplitSums(int nodes, int width) {
        this.width = width;
        this.sums = new double[nodes * width * FeatureBins.MOST * PARTS];
    }

    /**
     * Slope, curvature and number of some examples.
     *
     * @param slope of the log likelihood by the log odds
     * @param curvature of the log loss by the log odds
     * @param count how many
     */
    record Total(double slope, double curvature, double count) implements Serializable {
        static final Total NONE = new Total(0, 0, 0);

        Total plus(Total other) {
            return new Total(slope + other.slope, curvature + other.curvature, count + other.count);
        }

        Total minus(Total other) {
            return new Total(slope - other.slope, curvature - other.curvature, count - other.count);
        }
    }

    /** Adds an example whose bins stand in a row from {@code from}. */
    void add(int node, byte[] bins, int from, double slope, double curvature) {
        int start = node * width * FeatureBins.MOST;
        for (int feature = 0; feature < width; feature++) {
            int at = (start + feature * FeatureBins.MOST + bins[from + feature]) * PARTS;
            sums[at] += slope;
            sums[at + 1] += curvature;
            sums[at + 2]++;
        }
    }

    /** Adds another part. */
    void merge(SplitSums other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    Total of(int node, int feature, int bin) {
        int at = ((node * width + feature) * FeatureBins.MOST + bin) * PARTS;
        return new Total(sums[at], sums[at + 1], sums[at + 2]);
    }

    /** All examples of a node. */
    Total of(int node) {
        Total total = Total.NONE;
        for (int bin = 0; bin < FeatureBins.MOST; bin++) {
            total = total.plus(of(node, 0, bin));
        }
        return total;
    }

    /** The sums of one node alone. */
    SplitSums node(int node) {
        SplitSums alone = new SplitSums(1, width);
        System.arraycopy(sums, node * alone.sums.length, alone.sums, 0, alone.sums.length);
        return alone;
    }

    /** These without a part of them. */
    SplitSums minus(SplitSums part) {
        SplitSums rest = new SplitSums(1, width);
        for (int i = 0; i < sums.length; i++) {
            rest.sums[i] = sums[i] - part.sums[i];
        }
        return rest;
    }
}
