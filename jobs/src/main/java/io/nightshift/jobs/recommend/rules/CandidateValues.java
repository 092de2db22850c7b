package io.nightshift.jobs.recommend.rules;

import java.util.List;

/**
 * What a candidate is worth to a list: the discount of its rank, 1 / log2(1 + rank), times the factors of the rules. Ranks, because
 * scores of different sources cannot be compared.
 */
final class CandidateValues {
    private final List<CompiledRule> rules;
    private final boolean[] followed;

    /** @param followed rule to whether the placement follows it */
    CandidateValues(List<CompiledRule> rules, boolean[] followed) {
        this.rules = rules;
        this.followed = followed;
    }

    double of(int rank, int item, RuledUser user) {
        double value = Math.log(2) / Math.log(1 + rank);
        for (int rule = 0; rule < rules.size(); rule++) {
            if (weighs(rule, item, user)) {
                value *= rules.get(rule).factors()[item];
            }
        }
        return value;
    }

    /** Whether a rule changes the value of an item. */
    boolean weighs(int rule, int item, RuledUser user) {
        CompiledRule compiled = rules.get(rule);
        return followed[rule]
                && compiled.factors().length > 0
                && user.concerned()[rule]
                && compiled.about()[item]
                && compiled.factors()[item] != 1;
    }

    /** The largest likeness of two items under a rule of diversity: the share of groups that they have in common. */
    static double likeness(CompiledRule rule, int item, int other) {
        if (!rule.about()[item] || !rule.about()[other]) {
            return 0;
        }
        int equal = 0;
        for (int[] groups : rule.groups()) {
            equal += groups[item] >= 0 && groups[item] == groups[other] ? 1 : 0;
        }
        return (double) equal / rule.groups().length;
    }
}
