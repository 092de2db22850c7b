package io.nightshift.warehouse;

import io.nightshift.errors.SettingsException;
import io.nightshift.storage.Storage;
import java.time.LocalDate;
import java.util.Optional;

/** How processes come together in one run: the first creates run.json, the others read it. */
final class RunJoin {
    private final Storage storage;
    private final Releases releases;

    RunJoin(Storage storage, Releases releases) {
        this.storage = storage;
        this.releases = releases;
    }

    RunRecord join(LocalDate date, RunId runId, RunStart start) {
        Optional<RunRecord> existing = record(storage, date, runId);
        if (existing.isEmpty()) {
            ReleaseLog log = releases.log();
            int live = log.live().map(Release::number).orElse(0);
            RunRecord mine = new RunRecord(
                    Json.FORMAT,
                    date,
                    runId,
                    live,
                    log.newest(),
                    start.codeVersion(),
                    start.settingsHash(),
                    Json.tree(start.settings()));
            storage.createExclusively(Layout.runFile(Layout.run(date, runId)), Json.bytes(mine));
        }
        RunRecord record = record(storage, date, runId).orElseThrow();
        if (!record.settingsHash().equals(start.settingsHash())) {
            throw new SettingsException("Cannot join run: run-id=" + runId + " of " + date
                    + ", expected the settings it was started with; use those, or a new run id");
        }
        return record;
    }

    static Optional<RunRecord> record(Storage storage, LocalDate date, RunId runId) {
        return Json.read(storage, Layout.runFile(Layout.run(date, runId)), RunRecord.class);
    }
}
