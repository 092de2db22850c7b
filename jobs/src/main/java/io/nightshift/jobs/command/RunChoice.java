package io.nightshift.jobs.command;

import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.warehouse.RunId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Which run of a date a process works on. */
final class RunChoice {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss");

    private final LoadedSettings loaded;
    private final LocalDate date;

    RunChoice(LoadedSettings loaded, LocalDate date) {
        this.loaded = loaded;
        this.date = date;
    }

    /** The run of that name, or a name that nobody has used: the time in UTC and four random digits. */
    RunId named(String runId) {
        if (runId != null) {
            return RunId.of(runId);
        }
        return RunId.of("night-" + ZonedDateTime.now(ZoneOffset.UTC).format(STAMP) + "-"
                + UUID.randomUUID().toString().substring(0, 4));
    }

    /** The date's newest run without a release; two ways of naming a run contradict each other. */
    RunId unreleased(String runId) {
        if (runId != null) {
            throw new SettingsException("Cannot resume: --run-id=" + runId
                    + " together with --resume, expected one of them; --run-id alone goes on with that run");
        }
        return WarehouseOptions.open(loaded)
                .newestUnreleased(date)
                .orElseThrow(() -> new InputMissingException("Cannot resume: --date=" + date
                        + ", expected a run of that date without a release; start one without --resume"));
    }
}
