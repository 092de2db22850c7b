package io.nightshift.jobs.recommend.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects what one rule's expressions give for the items, one after the other, and makes its {@link CompiledRule}. */
final class RuleItemsBuilder {
    /** What counts least beside the mean, so that a factor is finite and above 0. */
    private static final double LEAST_SHARE = 1e-3;

    private final Rule rule;
    private final boolean[] about;
    private final boolean[] others;
    private final double[] values;
    private final int[][] groups;
    private final List<Map<String, Integer>> codes = new ArrayList<>();

    /** For so many items, each of which must be put once. */
    RuleItemsBuilder(Rule rule, int items) {
        this.rule = rule;
        this.about = new boolean[items];
        this.others = new boolean[rule.action() instanceof RuleAction.Apart ? items : 0];
        this.values = new double[rule.action() instanceof RuleAction.Favour ? items : 0];
        this.groups = new int[groupsOf(rule.action())][items];
        for (int i = 0; i < groups.length; i++) {
            codes.add(new HashMap<>());
        }
    }

    private static int groupsOf(RuleAction action) {
        if (action instanceof RuleAction.Diversify diversify) {
            return diversify.by().size();
        }
        return action instanceof RuleAction.Match || action instanceof RuleAction.Cap ? 1 : 0;
    }

    /** Bytes of an item under this rule. */
    long bytesAnItem() {
        return 1 + (others.length > 0 ? 1 : 0) + (values.length > 0 ? Float.BYTES : 0) + (long) Integer.BYTES * groups.length;
    }

    /**
     * What the expressions give for an item.
     *
     * @param value not a number for null
     * @param texts one for each group; null where the expression is
     */
    void put(int item, boolean isAbout, boolean isOther, double value, List<String> texts) {
        about[item] = isAbout;
        if (others.length > 0) {
            others[item] = isOther;
        }
        if (values.length > 0) {
            values[item] = value;
        }
        for (int group = 0; group < groups.length; group++) {
            Map<String, Integer> known = codes.get(group);
            String text = texts.get(group);
            groups[group][item] = text == null ? -1 : known.computeIfAbsent(text, unknown -> known.size());
        }
    }

    /** @param popular the available items, most popular first */
    CompiledRule build(int[] popular) {
        return new CompiledRule(
                rule.name(),
                rule.action(),
                about,
                others,
                factors(),
                groups,
                rule.action() instanceof RuleAction.Match ? new HashMap<>(codes.get(0)) : new HashMap<>(),
                rule.action() instanceof RuleAction.Pin
                        ? IntStream.of(popular).filter(item -> about[item]).toArray()
                        : new int[0]);
    }

    private float[] factors() {
        float[] factors = new float[about.length];
        if (rule.action() instanceof RuleAction.Weigh weigh) {
            Arrays.fill(factors, (float) weigh.factor());
            return factors;
        }
        if (rule.action() instanceof RuleAction.Favour favour) {
            double mean = Arrays.stream(values)
                    .filter(value -> value > 0 && Double.isFinite(value))
                    .average()
                    .orElse(1);
            for (int item = 0; item < factors.length; item++) {
                factors[item] = Double.isFinite(values[item])
                        ? (float) Math.pow(Math.max(values[item] / mean, LEAST_SHARE), favour.exponent())
                        : 1;
            }
            return factors;
        }
        return new float[0];
    }
}
