package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/**
 * Section {@code recommend.als}: the implicit ALS.
 *
 * @param engine which solver fits the vectors
 * @param rank length of the vectors
 * @param iterations how often both sides are solved
 * @param regularization lambda, scaled by each vector's number of pairs
 * @param alpha how much a weight adds to the confidence 1 of a pair without one
 */
public record FactorSettings(Engine engine, int rank, int iterations, double regularization, double alpha) {
    /** The solvers to choose from. */
    public enum Engine {
        /** The project's own: the same bits for any partitioning. */
        NIGHTSHIFT,
        /** Spark MLlib's. */
        MLLIB
    }

    static FactorSettings read(SettingsNode node) {
        return new FactorSettings(
                node.oneOf("engine", Engine.class),
                node.integer("rank", 1, 1024),
                node.integer("iterations", 1, 1000),
                node.number("regularization", 0, 1e9),
                node.number("alpha", 0, 1e9));
    }
}
