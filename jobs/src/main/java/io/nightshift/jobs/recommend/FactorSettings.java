package io.nightshift.jobs.recommend;

import io.nightshift.als.Solver;
import io.nightshift.als.Weighting;
import io.nightshift.config.SettingsNode;
import java.util.Optional;

/**
 * Section {@code recommend.als}: the implicit ALS.
 *
 * @param engine which solver fits the vectors
 * @param rank length of the vectors
 * @param iterations how often both sides are solved
 * @param regularization lambda, before it is scaled
 * @param regularizationExponent how far lambda grows with a vector's number of pairs: 0 not at all, 1 in proportion
 * @param weighting how weights become confidence
 * @param unobservedWeight w0: what a pair without events counts
 * @param damping what is made of a pair's weight before
 * @param alpha how much a weight adds to the confidence of its pair
 * @param solver how each vector is solved by engine nightshift
 * @param maxUsers about the most users that vectors are fitted with, the others being folded in; empty: all
 */
public record FactorSettings(
        Engine engine,
        int rank,
        int iterations,
        double regularization,
        double regularizationExponent,
        Weighting weighting,
        double unobservedWeight,
        Damping damping,
        double alpha,
        Solver solver,
        Optional<Integer> maxUsers) {
    /** The solvers to choose from. */
    public enum Engine {
        /** The project's own: the same bits for any partitioning. */
        NIGHTSHIFT,
        /** Spark MLlib's. */
        MLLIB
    }

    static FactorSettings read(SettingsNode node) {
        Engine engine = node.oneOf("engine", Engine.class);
        double exponent = node.number("regularization-exponent", 0, 1);
        Weighting weighting = node.oneOf("weighting", Weighting.class);
        double unobserved = node.number("unobserved-weight", 1e-6, 1);
        if (engine == Engine.MLLIB && (exponent != 1 || weighting != Weighting.MLLIB || unobserved != 1)) {
            node.problem(
                    "engine",
                    "mllib",
                    "weighting mllib, regularization-exponent 1 and unobserved-weight 1 with it, since it knows no other",
                    "set these three and lower the regularization, or use engine nightshift");
        }
        Optional<Integer> maxUsers = node.optionalInteger("max-users", 1000, Integer.MAX_VALUE);
        if (engine == Engine.MLLIB && maxUsers.isPresent()) {
            node.problem(
                    "max-users", maxUsers.get(), "null with engine mllib", "leave it out, or use engine nightshift");
        }
        return new FactorSettings(
                engine,
                node.integer("rank", 1, 1024),
                node.integer("iterations", 1, 1000),
                node.number("regularization", 0, 1e9),
                exponent,
                weighting,
                unobserved,
                node.oneOf("damping", Damping.class),
                node.number("alpha", 0, 1e9),
                node.oneOf("solver", Solver.class),
                maxUsers);
    }
}
