package io.nightshift.jobs.recommend.rules;

import java.util.List;
import java.util.function.IntPredicate;

/** Chooses the next candidate of one list: by value, or by marginal relevance where rules of diversity hold ({@link RuleAction.Diversify}). */
final class MarginalRelevance {
    private final List<CompiledRule> rules;
    private final int[] diversities;
    private final List<Integer> listed;

    /** @param listed the items that have a place already; grows with {@link #taken} */
    MarginalRelevance(List<CompiledRule> rules, IntPredicate isConcerned, List<Integer> listed) {
        this.rules = rules;
        this.listed = listed;
        this.diversities = java.util.stream.IntStream.range(0, rules.size())
                .filter(rule -> rules.get(rule).action() instanceof RuleAction.Diversify && isConcerned.test(rule))
                .toArray();
    }

    void taken(int item) {
        listed.add(item);
    }

    /** The candidate for the next place; ties have the earlier one. */
    int best(List<Candidate> open, List<Double> worth) {
        if (diversities.length == 0) {
            return mostValuable(worth);
        }
        double most = worth.get(mostValuable(worth));
        int best = 0;
        double bestRelevance = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < open.size(); i++) {
            double relevance = relevance(open.get(i).item(), most > 0 ? worth.get(i) / most : 0);
            if (relevance > bestRelevance) {
                best = i;
                bestRelevance = relevance;
            }
        }
        return best;
    }

    /** The first rule of diversity that took a candidate although another has a larger value; -1 when its value is the largest. */
    int movedBy(int chosen, List<Double> worth) {
        return diversities.length == 0 || chosen == mostValuable(worth) ? -1 : diversities[0];
    }

    private double relevance(int item, double value) {
        double relevance = value;
        for (int rule : diversities) {
            double weight = ((RuleAction.Diversify) rules.get(rule).action()).weight();
            relevance = (1 - weight) * relevance - weight * likeness(rules.get(rule), item);
        }
        return relevance;
    }

    private double likeness(CompiledRule rule, int item) {
        double likeness = 0;
        for (int other : listed) {
            likeness = Math.max(likeness, CandidateValues.likeness(rule, item, other));
        }
        return likeness;
    }

    private static int mostValuable(List<Double> worth) {
        int best = 0;
        for (int i = 1; i < worth.size(); i++) {
            if (worth.get(i) > worth.get(best)) {
                best = i;
            }
        }
        return best;
    }
}
