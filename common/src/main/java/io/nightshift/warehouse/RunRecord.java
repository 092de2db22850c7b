package io.nightshift.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;

/**
 * The file run.json, written by the first process of a run.
 *
 * @param format of this file
 * @param date the run date
 * @param runId the name of this computing of the date
 * @param liveAtStart number of the release that was live; 0 when there was none
 * @param newestAtStart number of the newest entry of releases, live or not; 0 when there was none
 * @param codeVersion of Nightshift in the first process
 * @param settingsHash fingerprint of the settings
 * @param settings resolved, secrets redacted
 */
record RunRecord(
        int format,
        LocalDate date,
        RunId runId,
        int liveAtStart,
        int newestAtStart,
        String codeVersion,
        String settingsHash,
        JsonNode settings) {
    String folder() {
        return Layout.run(date, runId);
    }

    PruneRecord.RunName name() {
        return new PruneRecord.RunName(date, runId);
    }

    /** Whether a release lists tables of a run of this date and run id. */
    boolean computed(Release release) {
        return release.date().equals(date) && release.runId().equals(runId);
    }
}
