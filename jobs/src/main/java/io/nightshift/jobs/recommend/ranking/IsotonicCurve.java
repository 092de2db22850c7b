package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A rising curve from a model's log odds to those that the outcomes show, by isotonic regression (pool adjacent violators; Zadrozny and
 * Elkan, "Transforming classifier scores into accurate multiclass probability estimates", 2002). Between the knots it is a straight line
 * and beyond them a line of slope 1 instead of steps, so that it ties nobody.
 *
 * @param from log odds of the model, ascending
 * @param to log odds of the outcomes, ascending
 */
public record IsotonicCurve(double[] from, double[] to) implements Serializable {
    /** Changes nothing. */
    public static final IsotonicCurve NONE = new IsotonicCurve(new double[] {0}, new double[] {0});

    /** No group is surer than this, whatever its outcomes. */
    private static final double LEAST_RATE = 1e-6;

    /** Outcomes of one group: neighbours by log odds. */
    private record Group(double weight, double logOdds, double positives) {
        Group merged(Group other) {
            return new Group(weight + other.weight, logOdds + other.logOdds, positives + other.positives);
        }

        double rate() {
            return positives / weight;
        }

        double at() {
            return logOdds / weight;
        }

        double shown() {
            double bounded = Math.max(LEAST_RATE, Math.min(1 - LEAST_RATE, rate()));
            return Math.log(bounded / (1 - bounded));
        }
    }

    /**
     * The curve of the least squares.
     *
     * @param outcomes counts by log odds
     * @param leastPositives neighbouring log odds are one group until they have so many positives
     */
    static IsotonicCurve fit(OutcomesByLogOdds outcomes, int leastPositives) {
        List<Group> pooled = new ArrayList<>();
        for (Group group : groups(outcomes, leastPositives)) {
            Group last = group;
            while (!pooled.isEmpty() && pooled.get(pooled.size() - 1).rate() >= last.rate()) {
                last = pooled.remove(pooled.size() - 1).merged(last);
            }
            pooled.add(last);
        }
        if (pooled.isEmpty()) {
            return NONE;
        }
        return new IsotonicCurve(
                pooled.stream().mapToDouble(Group::at).toArray(),
                pooled.stream().mapToDouble(Group::shown).toArray());
    }

    private static List<Group> groups(OutcomesByLogOdds outcomes, int leastPositives) {
        List<Group> groups = new ArrayList<>();
        Group open = new Group(0, 0, 0);
        for (int step = 0; step < outcomes.steps(); step++) {
            double weight = outcomes.weight(step);
            open = open.merged(new Group(weight, weight * outcomes.logOdds(step), outcomes.positives(step)));
            if (open.positives >= leastPositives) {
                groups.add(open);
                open = new Group(0, 0, 0);
            }
        }
        if (open.weight > 0) {
            groups.add(
                    groups.isEmpty() ? open : groups.remove(groups.size() - 1).merged(open));
        }
        return groups;
    }

    /** The log odds that the outcomes show where the model says {@code x}. */
    double of(double x) {
        int last = from.length - 1;
        if (x <= from[0]) {
            return to[0] + x - from[0];
        }
        if (x >= from[last]) {
            return to[last] + x - from[last];
        }
        int above = java.util.Arrays.binarySearch(from, x);
        above = above < 0 ? -above - 1 : above;
        double part = (x - from[above - 1]) / (from[above] - from[above - 1]);
        return to[above - 1] + part * (to[above] - to[above - 1]);
    }
}
