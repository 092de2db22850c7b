package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/** Section {@code recommend}: lists, policies and the ALS behind them. */
public record RecommendSettings() {
    /** Reads the section; problems are noted in the node. */
    public static RecommendSettings read(SettingsNode node) {
        return new RecommendSettings();
    }
}
