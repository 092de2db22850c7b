package io.nightshift.jobs.command;

import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that only look at the warehouse, for which no Spark is started. */
final class WarehouseOptions {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--date", paramLabel = "D", description = "A run date; without it the live release counts.")
    private String date;

    LoadedSettings load() {
        return settings.load();
    }

    Warehouse open() {
        return open(load());
    }

    /** The settings' warehouse, for a process that has no session yet. */
    static Warehouse open(LoadedSettings loaded) {
        return Warehouse.open(
                loaded.settings().warehouse(), loaded.settings().spark().hadoop());
    }

    /** The date, if the user names one. */
    Optional<LocalDate> date() {
        return Optional.ofNullable(date).map(RunDate::parse);
    }

    /** The release of the date, or the live one. */
    Release release(Warehouse warehouse) {
        Optional<Release> found = date == null
                ? warehouse.releases().live()
                : warehouse.releases().of(RunDate.parse(date));
        return found.orElseThrow(() -> new InputMissingException(
                date == null
                        ? "Cannot find a release: none is live in this warehouse, expected at least one; run nightshift nightly first"
                        : "Cannot find a release: --date=" + date
                                + ", expected a released date; nightshift releases lists them"));
    }
}
