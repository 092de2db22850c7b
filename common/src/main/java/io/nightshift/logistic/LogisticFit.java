package io.nightshift.logistic;

/**
 * One logistic regression on its way to the optimum: L2-penalised, by Newton's method with halved steps (Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, section 4.4.1). Whoever owns the rows sums at {@link #weights()} and calls
 * {@link #advance} until {@link #done()}; many fits go side by side over one reading of the rows.
 */
public final class LogisticFit {
    private static final int MOST_SUMMATIONS = 50;

    /** A relative gain below this ends the fit; near the optimum Newton's next gain would be its square. */
    private static final double LEAST_GAIN = 1e-9;

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
     * A fit that starts at 0.
     *
     * @param scaling of the rows' columns
     * @param penalty weight of half the squared length of the standardised coefficients against the sum of the losses, at least 0
     */
    public LogisticFit(Scaling scaling, double penalty) {
        this.scaling = scaling;
        this.penalty = penalty;
        this.weights = new double[scaling.means().length + 1];
        this.candidate = weights;
    }

    /** Whether the optimum is reached, or as near as rounding lets it be. */
    public boolean done() {
        return done;
    }

    /** How the rows' columns are to be standardised. */
    public Scaling scaling() {
        return scaling;
    }

    /** The weights at which to sum next, the constant's last. */
    public double[] weights() {
        return candidate;
    }

    /** Takes the sums over all rows at {@link #weights()}. */
    public void advance(LogisticSums sums) {
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
    public LogOdds logOdds() {
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
