package io.nightshift.jobs.features;

import io.nightshift.config.SettingsNode;

/** Section {@code features}. */
public record FeatureSettings() {
    /** Reads the section; problems are noted in the node. */
    public static FeatureSettings read(SettingsNode node) {
        return new FeatureSettings();
    }
}
