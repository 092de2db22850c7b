package io.nightshift.jobs.recommend.rules;

import io.nightshift.jobs.recommend.ItemMarks;
import java.util.List;

/** Which items a rule keeps out of a user's list, given what stands in it already; an item that is kept out once stays out. */
final class ListLimits {
    /** Nothing speaks against the item. */
    static final int FREE = -1;
    /** It is in the list, hidden, or not available: no rule of the settings is needed to keep it out. */
    static final int CLOSED = -2;

    private final RuleItems items;
    private final boolean[] followed;
    private final ItemMarks listed;
    private final int[] chosen;
    private int size;
    private RuledUser user;

    ListLimits(RuleItems items, boolean[] followed, int topN) {
        this.items = items;
        this.followed = followed;
        this.listed = new ItemMarks(items.size());
        this.chosen = new int[topN];
    }

    /** Turns to an empty list of a user. */
    void start(RuledUser of) {
        user = of;
        size = 0;
        listed.clear();
    }

    void list(int item) {
        listed.add(item);
        chosen[size++] = item;
    }

    /** The rule that keeps the item out of the user's lists whatever else is in them; or {@link #FREE}, {@link #CLOSED}. */
    int excludes(int item) {
        if (item < 0 || !items.available()[item] || user.hidden().contains(item)) {
            return CLOSED;
        }
        for (int rule = 0; rule < followed.length; rule++) {
            if (concerns(rule, item) && excludes(rule, item)) {
                return rule;
            }
        }
        return FREE;
    }

    private boolean excludes(int rule, int item) {
        CompiledRule compiled = items.rules().get(rule);
        return compiled.action() instanceof RuleAction.Exclude
                || compiled.action() instanceof RuleAction.Match
                        && compiled.groups()[0][item] >= 0
                        && compiled.groups()[0][item] != user.codes()[rule];
    }

    /** The rule that keeps the item out because of what is listed; or {@link #FREE}, {@link #CLOSED}. */
    int limits(int item) {
        if (listed.contains(item)) {
            return CLOSED;
        }
        List<CompiledRule> rules = items.rules();
        for (int rule = 0; rule < followed.length; rule++) {
            if (followed[rule] && user.concerned()[rule] && limits(rules.get(rule), item)) {
                return rule;
            }
        }
        return FREE;
    }

    private boolean limits(CompiledRule rule, int item) {
        return rule.action() instanceof RuleAction.Cap cap && rule.about()[item] && sameGroup(rule, item) >= cap.most()
                || rule.action() instanceof RuleAction.Apart && meets(rule, item);
    }

    private int sameGroup(CompiledRule rule, int item) {
        int[] group = rule.groups()[0];
        int same = 0;
        for (int i = 0; i < size && group[item] >= 0; i++) {
            same += rule.about()[chosen[i]] && group[chosen[i]] == group[item] ? 1 : 0;
        }
        return same;
    }

    private boolean meets(CompiledRule rule, int item) {
        for (int i = 0; i < size; i++) {
            if (rule.about()[item] && rule.others()[chosen[i]] || rule.others()[item] && rule.about()[chosen[i]]) {
                return true;
            }
        }
        return false;
    }

    private boolean concerns(int rule, int item) {
        return followed[rule]
                && user.concerned()[rule]
                && items.rules().get(rule).about()[item];
    }
}
