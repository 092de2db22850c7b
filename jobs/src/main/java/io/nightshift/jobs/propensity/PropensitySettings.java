package io.nightshift.jobs.propensity;

import io.nightshift.config.SettingsNode;

/** Section {@code propensity}: targets, windows, training. */
public record PropensitySettings() {
    /** Reads the section; problems are noted in the node. */
    public static PropensitySettings read(SettingsNode node) {
        return new PropensitySettings();
    }
}
