package io.nightshift.jobs.propensity;

import io.nightshift.jobs.propensity.Moments.Scaling;
import io.nightshift.jobs.propensity.TargetModel.LogOdds;
import java.io.Serializable;

/**
 * One logistic regression on its way to the optimum: L2-penalised, by Newton's method with halved steps (Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, section 4.4.1). Whoever owns the rows sums at {@link #task()} and calls
 * {@link #advance} until {@link #done()}; many fits go side by side over one reading of the rows.
 */
final class LogisticFit {
    private static final int MOST_SUMMATIONS = 50;

    /** A relative gain below this ends the fit; near the optimum Newton's next gain would be its square. */
    private static final double LEAST_GAIN = 1e-9;

    private final FitRows rows;
    private final Scaling scaling;
    private final double penalty;
    private double[] weights;
    private double[] candidate;
    private double[] move = new double[0];
    private double loss = Double.POSITIVE_INFINITY;
    private double step = 1;
    private int summations;
    private boolean done;

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

        void add(DesignBlock block, LogisticSums sums) {
            sums.add(block, rows, scaling, weights);
        }
    }

    LogisticFit(FitRows rows, Scaling scaling, double penalty) {
        this.rows = rows;
        this.scaling = scaling;
        this.penalty = penalty;
        this.weights = new double[scaling.means().length + 1];
        this.candidate = weights;
    }

    FitRows rows() {
        return rows;
    }

    boolean done() {
        return done;
    }

    /** What to sum next. */
    Task task() {
        return new Task(rows, scaling, candidate);
    }

    /** Takes the sums of {@link #task()} over all its rows. */
    void advance(LogisticSums sums) {
        summations++;
        double reached = sums.loss(candidate, penalty);
        if (reached <= loss) {
            done = loss - reached <= LEAST_GAIN * Math.abs(reached);
            weights = candidate;
            loss = reached;
            move = sums.move(weights, penalty);
            step = 1;
        } else {
            step /= 2;
            done = step < 1e-6;
        }
        done = done || summations >= MOST_SUMMATIONS;
        candidate = moved();
    }

    private double[] moved() {
        double[] next = weights.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= step * move[i];
        }
        return next;
    }

    /** The model for columns as they are, at the best weights so far. */
    LogOdds logOdds() {
        double[] coefficients = new double[weights.length - 1];
        double intercept = weights[weights.length - 1];
        for (int i = 0; i < coefficients.length; i++) {
            double deviation = scaling.deviations()[i];
            coefficients[i] = deviation == 0 ? 0 : weights[i] / deviation;
            intercept -= coefficients[i] * scaling.means()[i];
        }
        return new LogOdds(coefficients, intercept);
    }
}
