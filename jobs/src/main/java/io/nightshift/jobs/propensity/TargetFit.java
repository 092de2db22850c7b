package io.nightshift.jobs.propensity;

import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.LogisticFit;
import io.nightshift.logistic.LogisticSums;
import io.nightshift.logistic.Scaling;
import java.io.Serializable;

/** A regression on its way to the optimum, with the rows that it learns from. */
final class TargetFit {
    private final FitRows rows;
    private final LogisticFit fit;

    TargetFit(FitRows rows, Scaling scaling, double penalty) {
        this.rows = rows;
        this.fit = new LogisticFit(scaling, penalty);
    }

    boolean done() {
        return fit.done();
    }

    /** What to sum next. */
    Task task() {
        return new Task(rows, fit.scaling(), fit.weights());
    }

    /** Takes the sums of {@link #task()} over all its rows. */
    void advance(LogisticSums sums) {
        fit.advance(sums);
    }

    /** The model for columns as they are, at the best weights so far. */
    LogOdds logOdds() {
        return fit.logOdds();
    }

    /**
     * What a task needs to sum for a fit.
     *
     * @param rows that it learns from
     * @param scaling of their columns
     * @param weights at which to sum
     */
    record Task(FitRows rows, Scaling scaling, double[] weights) implements Serializable {
        LogisticSums sums() {
            return new LogisticSums(weights.length);
        }

        /** Adds the rows of a block that belong to the fit. */
        void add(DesignBlock block, LogisticSums sums) {
            double[] x = new double[weights.length];
            for (int row = 0; row < block.rows(); row++) {
                if (rows.contain(block, row)) {
                    block.copyRow(row, rows.target(), x);
                    scaling.standardise(x);
                    x[weights.length - 1] = 1;
                    sums.add(x, block.labels()[rows.target()][row], 1, weights);
                }
            }
        }
    }
}
