package io.nightshift.jobs.propensity;

import io.nightshift.logistic.Scaling;
import java.io.Serializable;

/** Counts by fold and outcome, and sums of the columns, over training rows; parts are merged in a fixed order. */
final class Moments implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] positives;
    private final long[] negatives;
    private final double[] sums;
    private final double[] squares;

    Moments(int folds, int width) {
        positives = new long[folds];
        negatives = new long[folds];
        sums = new double[width];
        squares = new double[width];
    }

    /** Adds the rows of a block that belong to a fit. */
    void add(DesignBlock block, FitRows rows) {
        double[] columns = new double[sums.length];
        for (int row = 0; row < block.rows(); row++) {
            if (rows.contain(block, row)) {
                (block.labels()[rows.target()][row] == 1 ? positives : negatives)[block.folds()[row]]++;
                block.copyRow(row, rows.target(), columns);
                for (int i = 0; i < columns.length; i++) {
                    sums[i] += columns[i];
                    squares[i] += columns[i] * columns[i];
                }
            }
        }
    }

    /** Adds another part. */
    void merge(Moments other) {
        for (int fold = 0; fold < positives.length; fold++) {
            positives[fold] += other.positives[fold];
            negatives[fold] += other.negatives[fold];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
            squares[i] += other.squares[i];
        }
    }

    /** The rows outside a fold by outcome; of all rows for {@link FitRows#ALL_FOLDS}. */
    Examples outside(int withoutFold) {
        long up = 0;
        long down = 0;
        for (int fold = 0; fold < positives.length; fold++) {
            if (fold != withoutFold) {
                up += positives[fold];
                down += negatives[fold];
            }
        }
        return new Examples(up, down);
    }

    /** Mean and deviation of each column; the deviation of n - 1, 0 for a column of one value. */
    Scaling scaling() {
        return Scaling.of(outside(FitRows.ALL_FOLDS).rows(), sums, squares);
    }

    /** Training rows by outcome. */
    record Examples(long positives, long negatives) {
        long rows() {
            return positives + negatives;
        }

        boolean both() {
            return positives > 0 && negatives > 0;
        }
    }
}
