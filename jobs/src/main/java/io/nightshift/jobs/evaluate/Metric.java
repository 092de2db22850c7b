package io.nightshift.jobs.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ranking metrics of a backtest. Those of a list have a value for each user; the others describe all lists of a model together. */
enum Metric {
    NDCG(true),
    PRECISION(true),
    RECALL(true),
    MAP(true),
    MRR(true),
    HIT_RATE(true),
    DIVERSITY(true),
    COVERAGE(false),
    NOVELTY(false),
    GINI(false),
    LONG_TAIL(false);

    private final boolean perUser;

    Metric(boolean perUser) {
        this.perUser = perUser;
    }

    /** The name in settings and tables: kebab case. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether every user has a value, so that the mean has an interval. */
    boolean perUser() {
        return perUser;
    }

    /** The metrics with a value for each user, in stored order. */
    static Metric[] ofLists() {
        return Arrays.stream(values()).filter(Metric::perUser).toArray(Metric[]::new);
    }

    /** The metric with this name, if it is a ranking metric. */
    static Optional<Metric> named(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id().equals(id)).findFirst();
    }
}
