package io.nightshift.jobs.evaluate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which way a metric gets better. Novelty and Gini have no better side: they describe. */
enum Direction {
    MORE_IS_BETTER,
    LESS_IS_BETTER;

    private static final Map<String, Direction> BY_METRIC = new TreeMap<>(Map.ofEntries(
            Map.entry(Metric.NDCG.id(), MORE_IS_BETTER),
            Map.entry(Metric.PRECISION.id(), MORE_IS_BETTER),
            Map.entry(Metric.RECALL.id(), MORE_IS_BETTER),
            Map.entry(Metric.MAP.id(), MORE_IS_BETTER),
            Map.entry(Metric.MRR.id(), MORE_IS_BETTER),
            Map.entry(Metric.HIT_RATE.id(), MORE_IS_BETTER),
            Map.entry(Metric.COVERAGE.id(), MORE_IS_BETTER),
            Map.entry("auc", MORE_IS_BETTER),
            Map.entry("lift", MORE_IS_BETTER),
            Map.entry("log-loss", LESS_IS_BETTER),
            Map.entry("brier", LESS_IS_BETTER),
            Map.entry("ece", LESS_IS_BETTER)));

    /** The direction of a metric, if it has one. */
    static Optional<Direction> of(String metric) {
        return Optional.ofNullable(BY_METRIC.get(metric));
    }

    /** The metrics that have a direction, by name. */
    static Set<String> directed() {
        return BY_METRIC.keySet();
    }

    /** How much better {@code value} is than {@code other}; negative when it is worse. */
    double gain(double value, double other) {
        return this == MORE_IS_BETTER ? value - other : other - value;
    }
}
