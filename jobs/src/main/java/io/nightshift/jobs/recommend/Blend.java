package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/**
 * How much each source adds to an item's score, after each was divided by its best value for the user.
 *
 * @param repeat weight of the user's own frequency
 * @param als weight of the vectors
 * @param linear weight of the linear links; nothing where there are none
 */
public record Blend(double repeat, double als, double linear) implements Scoring {
    /** The vectors alone. */
    public static final Blend ALS_ONLY = new Blend(0, 1, 0);

    /** The user's own frequency alone. */
    public static final Blend REPEAT_ONLY = new Blend(1, 0, 0);

    static Blend read(SettingsNode node) {
        return new Blend(node.number("repeat", 0, 1000), node.number("als", 0, 1000), node.number("linear", 0, 1000));
    }
}
