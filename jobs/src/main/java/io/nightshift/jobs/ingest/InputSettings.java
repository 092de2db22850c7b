package io.nightshift.jobs.ingest;

import io.nightshift.config.SettingsNode;

/** Section {@code inputs}: where the inputs are and how their columns map to the canonical ones. */
public record InputSettings() {
    /** Reads the section; problems are noted in the node. */
    public static InputSettings read(SettingsNode node) {
        return new InputSettings();
    }
}
