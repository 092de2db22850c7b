package io.nightshift.jobs.propensity;

import java.io.Serializable;

/**
 * A straight line through log odds that makes probabilities honest: p = 1 / (1 + exp(-(slope x + intercept))). Platt, "Probabilistic
 * outputs for support vector machines" (1999), with his smoothed targets, so that separable data do not run away; Newton's method
 * with halved steps after Lin, Lin and Weng (2007).
 *
 * @param slope 1 changes nothing
 * @param intercept 0 changes nothing
 */
record Calibration(double slope, double intercept) implements Serializable {
    /** Leaves probabilities as they are. */
    static final Calibration NONE = new Calibration(1, 0);

    private static final int STEPS = 100;

    /** How many predictions fell on each log odds, by outcome: what the line is fitted on. */
    record Outcomes(double[] logOdds, long[] positives, long[] negatives) {
        long allPositives() {
            return java.util.Arrays.stream(positives).sum();
        }

        long allNegatives() {
            return java.util.Arrays.stream(negatives).sum();
        }
    }

    /** The calibrated probability of log odds. */
    double probability(double logOdds) {
        return sigmoid(slope * logOdds + intercept);
    }

    /** This line, a part of the way from {@link #NONE}: 0 is none of it, 1 all. */
    Calibration weighted(double weight) {
        return new Calibration(1 + weight * (slope - 1), weight * intercept + 0.0);
    }

    /** The line with the least log loss. {@link #NONE} unless both outcomes occur. */
    static Calibration fit(Outcomes outcomes) {
        long positives = outcomes.allPositives();
        long negatives = outcomes.allNegatives();
        if (positives == 0 || negatives == 0) {
            return NONE;
        }
        Targets targets = new Targets((positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0));
        Calibration line = NONE;
        double loss = line.loss(outcomes, targets);
        for (int step = 0; step < STEPS; step++) {
            double[] move = line.newton(outcomes, targets);
            double size = 1;
            Calibration next = line.moved(move, size);
            double nextLoss = next.loss(outcomes, targets);
            while (!(nextLoss <= loss) && size > 1e-10) {
                size /= 2;
                next = line.moved(move, size);
                nextLoss = next.loss(outcomes, targets);
            }
            boolean settled = Math.abs(move[0]) + Math.abs(move[1]) < 1e-12 || !(nextLoss < loss);
            line = nextLoss <= loss ? next : line;
            loss = Math.min(loss, nextLoss);
            if (settled) {
                break;
            }
        }
        return line;
    }

    /** What a positive and a negative are fitted towards. */
    private record Targets(double positive, double negative) {}

    private Calibration moved(double[] move, double size) {
        return new Calibration(slope - size * move[0], intercept - size * move[1]);
    }

    private double loss(Outcomes outcomes, Targets targets) {
        double loss = 0;
        for (int i = 0; i < outcomes.logOdds().length; i++) {
            double z = slope * outcomes.logOdds()[i] + intercept;
            double n = outcomes.positives()[i] + outcomes.negatives()[i];
            double t = outcomes.positives()[i] * targets.positive() + outcomes.negatives()[i] * targets.negative();
            loss += n * softplus(z) - t * z;
        }
        return loss;
    }

    /** The inverse Hessian times the gradient; a touch on the diagonal keeps a single log odds solvable. */
    private double[] newton(Outcomes outcomes, Targets targets) {
        double gs = 0;
        double gi = 0;
        double hss = 1e-9;
        double hsi = 0;
        double hii = 1e-9;
        for (int i = 0; i < outcomes.logOdds().length; i++) {
            double x = outcomes.logOdds()[i];
            double p = probability(x);
            double n = outcomes.positives()[i] + outcomes.negatives()[i];
            double error =
                    n * p - outcomes.positives()[i] * targets.positive() - outcomes.negatives()[i] * targets.negative();
            double weight = n * p * (1 - p);
            gs += error * x;
            gi += error;
            hss += weight * x * x;
            hsi += weight * x;
            hii += weight;
        }
        double determinant = hss * hii - hsi * hsi;
        return new double[] {(hii * gs - hsi * gi) / determinant, (hss * gi - hsi * gs) / determinant};
    }

    private static double sigmoid(double z) {
        return z >= 0 ? 1 / (1 + StrictMath.exp(-z)) : StrictMath.exp(z) / (1 + StrictMath.exp(z));
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }
}
