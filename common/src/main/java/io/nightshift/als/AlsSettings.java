package io.nightshift.als;

import io.nightshift.errors.SettingsException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What to fit. With a pair's preference p = 1 for a weight above zero, else 0, its confidence c by {@link Weighting}, and w0 the
 * unobservedWeight, the objective is the sum over observed pairs of c (p - x.y)^2, plus w0 x the sum of (x.y)^2 over the pairs that the
 * weighting says, plus regularization x the sum over all vectors of scale^regularizationExponent x |vector|^2.
 *
 * @param rank length of the vectors, 1 to 1024
 * @param iterations how often both sides are solved, 1 to 1000
 * @param regularization 0 or more
 * @param regularizationExponent 0 to 1: how far a vector's regularisation grows with its number of pairs
 * @param alpha 0 or more: confidence for each unit of weight
 * @param weighting what confidence, the unobserved pairs and the scale of the regularisation are
 * @param unobservedWeight above 0, at most 1
 * @param solver how each vector is solved
 * @param cgSteps conjugate gradient steps for each vector and iteration, 1 to 100
 * @param blocks parts that each side is cut into, 1 to 10,000: no more tasks run at once. The same count gives the same bits
 * @param broadcastLimitBytes up to so many bytes, 0 to 2^31 - 1, one side's vectors are collected and
 *     broadcast in every half-step; beyond, they are exchanged in blocks, to the same bits
 * @param tolerance stops when an iteration lowers the objective by a smaller share; 0 runs all iterations
 * @param seed of the first vectors
 */
public record AlsSettings(
        int rank,
        int iterations,
        double regularization,
        double regularizationExponent,
        double alpha,
        Weighting weighting,
        double unobservedWeight,
        Solver solver,
        int cgSteps,
        int blocks,
        long broadcastLimitBytes,
        double tolerance,
        long seed)
        implements Serializable {

    /** Checks every value; the problems are reported together. */
    public AlsSettings {
        List<String> problems = new ArrayList<>();
        within(problems, "rank", rank, 1, 1024);
        within(problems, "iterations", iterations, 1, 1000);
        within(problems, "regularization", regularization, 0, 1e9);
        within(problems, "regularization-exponent", regularizationExponent, 0, 1);
        within(problems, "alpha", alpha, 0, 1e9);
        within(problems, "unobserved-weight", unobservedWeight, Double.MIN_NORMAL, 1);
        within(problems, "cg-steps", cgSteps, 1, 100);
        within(problems, "blocks", blocks, 1, 10_000);
        within(problems, "broadcast-limit-bytes", broadcastLimitBytes, 0, Integer.MAX_VALUE);
        within(problems, "tolerance", tolerance, 0, 1);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** Rank 64, 10 iterations, regularization 0.1, alpha 1, all else as in MLlib; 16 blocks, 512 MB broadcast, exact solver. */
    public static AlsSettings defaults() {
        return new AlsSettings(64, 10, 0.1, 1, 1, Weighting.MLLIB, 1, Solver.AUTO, 3, 16, 512L << 20, 0, 0);
    }

    private static void within(List<String> problems, String name, Number value, Number least, Number most) {
        double number = value.doubleValue();
        if (!(number >= least.doubleValue() && number <= most.doubleValue())) {
            problems.add("Cannot fit ALS: " + name + "=" + value + ", expected a number from " + least + " to " + most
                    + "; correct it");
        }
    }

    public AlsSettings withRank(int value) {
        return with(draft -> draft.rank = value);
    }

    public AlsSettings withIterations(int value) {
        return with(draft -> draft.iterations = value);
    }

    public AlsSettings withRegularization(double value) {
        return with(draft -> draft.regularization = value);
    }

    public AlsSettings withRegularizationExponent(double value) {
        return with(draft -> draft.regularizationExponent = value);
    }

    public AlsSettings withAlpha(double value) {
        return with(draft -> draft.alpha = value);
    }

    public AlsSettings withWeighting(Weighting value) {
        return with(draft -> draft.weighting = value);
    }

    public AlsSettings withUnobservedWeight(double value) {
        return with(draft -> draft.unobservedWeight = value);
    }

    public AlsSettings withSolver(Solver value) {
        return with(draft -> draft.solver = value);
    }

    public AlsSettings withCgSteps(int value) {
        return with(draft -> draft.cgSteps = value);
    }

    public AlsSettings withBlocks(int value) {
        return with(draft -> draft.blocks = value);
    }

    public AlsSettings withBroadcastLimitBytes(long value) {
        return with(draft -> draft.broadcastLimitBytes = value);
    }

    public AlsSettings withTolerance(double value) {
        return with(draft -> draft.tolerance = value);
    }

    public AlsSettings withSeed(long value) {
        return with(draft -> draft.seed = value);
    }

    private AlsSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** The same values while one of them changes. */
    private static final class Draft {
        private int rank;
        private int iterations;
        private double regularization;
        private double regularizationExponent;
        private double alpha;
        private Weighting weighting;
        private double unobservedWeight;
        private Solver solver;
        private int cgSteps;
        private int blocks;
        private long broadcastLimitBytes;
        private double tolerance;
        private long seed;

        Draft(AlsSettings settings) {
            rank = settings.rank;
            iterations = settings.iterations;
            regularization = settings.regularization;
            regularizationExponent = settings.regularizationExponent;
            alpha = settings.alpha;
            weighting = settings.weighting;
            unobservedWeight = settings.unobservedWeight;
            solver = settings.solver;
            cgSteps = settings.cgSteps;
            blocks = settings.blocks;
            broadcastLimitBytes = settings.broadcastLimitBytes;
            tolerance = settings.tolerance;
            seed = settings.seed;
        }

        AlsSettings settings() {
            return new AlsSettings(
                    rank,
                    iterations,
                    regularization,
                    regularizationExponent,
                    alpha,
                    weighting,
                    unobservedWeight,
                    solver,
                    cgSteps,
                    blocks,
                    broadcastLimitBytes,
                    tolerance,
                    seed);
        }
    }
}
