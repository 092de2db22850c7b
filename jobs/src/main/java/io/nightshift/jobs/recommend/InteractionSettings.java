package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/** Section {@code interactions}: how events become weights. */
public record InteractionSettings() {
    /** Reads the section; problems are noted in the node. */
    public static InteractionSettings read(SettingsNode node) {
        return new InteractionSettings();
    }
}
