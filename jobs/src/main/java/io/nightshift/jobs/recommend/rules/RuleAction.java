package io.nightshift.jobs.recommend.rules;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;
import java.util.List;

/** What a rule does with the items it is about. */
public sealed interface RuleAction extends Serializable {
    /** The names in settings. */
    enum Name {
        EXCLUDE,
        MATCH,
        BOOST,
        BURY,
        FAVOUR,
        DIVERSIFY,
        CAP,
        APART,
        PIN
    }

    /** The items stay out. */
    record Exclude() implements RuleAction {}

    /**
     * An item stays out unless its value is the user's, or null.
     *
     * @param item expression over the columns of items
     * @param user expression over the columns of users
     */
    record Match(String item, String user) implements RuleAction {}

    /**
     * Multiplies the items' values.
     *
     * @param factor above 0; 0 puts them behind all other candidates
     */
    record Weigh(double factor) implements RuleAction {}

    /**
     * Multiplies the items' values by (value / mean of the positive values) ^ exponent; a null value counts as the mean, and nothing
     * counts as less than a thousandth of it.
     *
     * @param value numeric expression over the columns of items
     * @param exponent above 0 favours large values, below 0 small ones
     */
    record Favour(String value, double exponent) implements RuleAction {}

    /**
     * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each place goes to the candidate with the largest (1 - weight) x
     * value / best value - weight x likeness, where likeness is the largest share of equal groups with an item that has a place.
     *
     * @param by expressions over the columns of items; null is like nothing
     */
    record Diversify(List<String> by, double weight) implements RuleAction {}

    /**
     * At most so many items of one group in a list.
     *
     * @param by expression over the columns of items; items where it is null are not limited
     */
    record Cap(String by, int most) implements RuleAction {}

    /**
     * A list with one of the items has none of the others.
     *
     * @param others condition over the columns of items
     */
    record Apart(String others) implements RuleAction {}

    /**
     * These places go to the items: the best candidates of them, then the most popular of them.
     *
     * @param ranks from 1
     */
    record Pin(List<Integer> ranks) implements RuleAction {}

    /** Reads the keys of an action; problems are noted in the node. */
    static RuleAction read(SettingsNode node) {
        return switch (node.oneOf("action", Name.class)) {
            case EXCLUDE -> new Exclude();
            case MATCH -> new Match(node.text("item"), node.text("user"));
            case BOOST -> new Weigh(node.number("factor", 0.001, 1000));
            case BURY -> new Weigh(0);
            case FAVOUR -> new Favour(node.text("value"), node.number("exponent", -5, 5));
            case DIVERSIFY -> new Diversify(node.texts("by"), node.number("weight", 0, 1));
            case CAP -> new Cap(node.text("by"), node.integer("most", 1, 1000));
            case APART -> new Apart(node.text("others"));
            case PIN -> new Pin(node.integers("ranks", 1, 1000));
        };
    }
}
