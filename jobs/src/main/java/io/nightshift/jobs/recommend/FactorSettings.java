package io.nightshift.jobs.recommend;

import io.nightshift.als.Weighting;
import io.nightshift.config.SettingsNode;

/**
 * Section {@code recommend.als}: the implicit ALS.
 *
 * @param engine which solver fits the vectors
 * @param rank length of the vectors
 * @param iterations how often both sides are solved
 * @param regularization lambda, before it is scaled
 * @param regularizationExponent how far lambda grows with a vector's number of pairs: 0 not at all, 1 in proportion
 * @param weighting how weights become confidence
 * @param alpha how much a weight adds to the confidence of its pair
 */
public record FactorSettings(
        Engine engine,
        int rank,
        int iterations,
        double regularization,
        double regularizationExponent,
        Weighting weighting,
        double alpha) {
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
        if (engine == Engine.MLLIB && (exponent != 1 || weighting != Weighting.MLLIB)) {
            node.problem(
                    "engine",
                    "mllib",
                    "weighting mllib and regularization-exponent 1 with it, since it knows no other",
                    "set these two and lower the regularization, or use engine nightshift");
        }
        return new FactorSettings(
                engine,
                node.integer("rank", 1, 1024),
                node.integer("iterations", 1, 1000),
                node.number("regularization", 0, 1e9),
                exponent,
                weighting,
                node.number("alpha", 0, 1e9));
    }
}
