package io.nightshift.jobs.recommend.ranking;

import io.nightshift.logistic.Scaling;
import java.io.Serializable;

/** Counts by outcome and weighted sums of the features over examples; parts are merged in a fixed order. */
final class ExampleSums implements Serializable {
    private static final long serialVersionUID = 1;

    private long taken;
    private long left;
    private double weight;
    private double takenWeight;
    private long latest = Long.MIN_VALUE;
    private final double[] sums;
    private final double[] squares;

    ExampleSums(int width) {
        sums = new double[width];
        squares = new double[width];
    }

    void add(ExampleBlock block) {
        latest = Math.max(latest, block.asOf());
        double[] columns = new double[sums.length];
        for (int row = 0; row < block.rows(); row++) {
            block.copyRow(row, columns);
            double times = block.weights()[row];
            taken += block.labels()[row];
            left += 1 - block.labels()[row];
            weight += times;
            takenWeight += times * block.labels()[row];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += times * columns[i];
                squares[i] += times * columns[i] * columns[i];
            }
        }
    }

    void merge(ExampleSums other) {
        taken += other.taken;
        left += other.left;
        weight += other.weight;
        takenWeight += other.takenWeight;
        latest = Math.max(latest, other.latest);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
            squares[i] += other.squares[i];
        }
    }

    /** Examples of candidates that were taken. */
    long taken() {
        return taken;
    }

    /** Examples of candidates that were not. */
    long left() {
        return left;
    }

    /** The latest as-of date, days since 1970-01-01; the least number without examples. */
    long latest() {
        return latest;
    }

    /** The log odds of being taken, by weight; finite where there are examples of both outcomes. */
    double logOdds() {
        return Math.log(takenWeight / (weight - takenWeight));
    }

    Scaling scaling() {
        return Scaling.of(weight, sums, squares);
    }
}
