package io.nightshift.jobs.ingest;

import io.nightshift.config.SettingsNode;

/** Section {@code ingest}: row checks, duplicates, caps. */
public record IngestSettings() {
    /** Reads the section; problems are noted in the node. */
    public static IngestSettings read(SettingsNode node) {
        return new IngestSettings();
    }
}
