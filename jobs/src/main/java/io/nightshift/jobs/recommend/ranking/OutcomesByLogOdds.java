package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;

/** Weights of examples by what a model says of them, in steps of a fiftieth from -20 to 20, and by outcome; parts are merged in a fixed order. */
final class OutcomesByLogOdds implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int STEPS_PER_UNIT = 50;
    private static final int LIMIT = 20;

    private final double[] positives = new double[2 * LIMIT * STEPS_PER_UNIT + 1];
    private final double[] negatives = new double[positives.length];

    /** Adds an example. */
    void add(double logOdds, int label, double weight) {
        int step = (int) Math.round((Math.max(-LIMIT, Math.min(LIMIT, logOdds)) + LIMIT) * STEPS_PER_UNIT);
        (label == 1 ? positives : negatives)[step] += weight;
    }

    /** Adds another part. */
    void merge(OutcomesByLogOdds other) {
        for (int i = 0; i < positives.length; i++) {
            positives[i] += other.positives[i];
            negatives[i] += other.negatives[i];
        }
    }

    /**
     * How well the model puts positives first: the mean, over the positives, of the share of positives among all that the model puts no
     * lower (average precision).
     *
     * @return from 0 to 1; 0 without positives
     */
    double averagePrecision() {
        double found = 0;
        double seen = 0;
        double sum = 0;
        for (int step = steps() - 1; step >= 0; step--) {
            found += positives[step];
            seen += weight(step);
            if (positives[step] > 0) {
                sum += positives[step] * found / seen;
            }
        }
        return found > 0 ? sum / found : 0;
    }

    int steps() {
        return positives.length;
    }

    /** The log odds of a step, ascending. */
    double logOdds(int step) {
        return (double) step / STEPS_PER_UNIT - LIMIT;
    }

    double positives(int step) {
        return positives[step];
    }

    double weight(int step) {
        return positives[step] + negatives[step];
    }
}
