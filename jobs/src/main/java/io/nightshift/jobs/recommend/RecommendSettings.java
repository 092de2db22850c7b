package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/**
 * Section {@code recommend}: lists, policies and the ALS behind them.
 *
 * @param seen for how long an event hides its item
 */
public record RecommendSettings(SeenPolicy seen) {
    /** Reads the section; problems are noted in the node. */
    public static RecommendSettings read(SettingsNode node) {
        return new RecommendSettings(node.section("seen", SeenPolicy::read));
    }
}
