package io.nightshift.jobs.recommend.rules;

import java.io.Serializable;
import java.util.Map;

/**
 * A rule with what its expressions give for every item.
 *
 * @param name the rule's
 * @param action the rule's
 * @param about item to whether the rule is about it
 * @param others of {@link RuleAction.Apart}: item to whether it is one of the others; else empty
 * @param factors of {@link RuleAction.Weigh} and {@link RuleAction.Favour}: item to what its value is multiplied by; else empty
 * @param groups of actions with groups: for each expression, item to the number of its value; -1 for null
 * @param codes of {@link RuleAction.Match}: value to its number
 * @param pinned of {@link RuleAction.Pin}: the available items that it is about, most popular first
 */
record CompiledRule(
        String name,
        RuleAction action,
        boolean[] about,
        boolean[] others,
        float[] factors,
        int[][] groups,
        Map<String, Integer> codes,
        int[] pinned)
        implements Serializable {}
