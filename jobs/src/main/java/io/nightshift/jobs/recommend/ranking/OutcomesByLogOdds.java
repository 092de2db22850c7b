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
