package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/**
 * What one event of a type adds to its pair of user and item.
 *
 * @param weight per event; negative subtracts, 0 ignores the type
 * @param times what the weight is multiplied with
 */
public record EventWeight(double weight, Magnitude times) {
    /** What multiplies the weight of an event. */
    public enum Magnitude {
        /** Nothing: each event counts once. */
        ONE,
        /** The units of the event. */
        QUANTITY,
        /** The rating or count of the event; 1 when it has none. */
        VALUE
    }

    static EventWeight read(SettingsNode node) {
        return new EventWeight(node.number("weight", -1000, 1000), node.oneOf("times", Magnitude.class));
    }
}
