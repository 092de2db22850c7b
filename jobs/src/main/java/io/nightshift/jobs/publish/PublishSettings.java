package io.nightshift.jobs.publish;

import io.nightshift.config.SettingsNode;

/** Section {@code publish}: audits, gates, retention. */
public record PublishSettings() {
    /** Reads the section; problems are noted in the node. */
    public static PublishSettings read(SettingsNode node) {
        return new PublishSettings();
    }
}
