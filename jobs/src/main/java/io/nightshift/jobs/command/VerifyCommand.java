package io.nightshift.jobs.command;

import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.spark.OpenSession;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves from storage alone that a date was released and that its bytes are those that were published. */
@Command(
        name = "verify",
        description = {
            "Proves from storage alone that a date was released: the release exists and every file's bytes match.",
            "Reads the release file and all files that it names; writes nothing. Fails on any other date's release."
        },
        footer = {"", "Example: nightshift verify --config conf/sample.conf --date 2017-12-28 --run-id try-1"},
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--date", required = true, paramLabel = "D", description = "The run date.")
    private String date;

    @Option(
            names = "--run-id",
            paramLabel = "R",
            description = "The run that must have been released; without it any run of the date.")
    private String runId;

    @Override
    public Integer call() {
        LoadedSettings loaded = settings.load();
        LocalDate day = RunDate.parse(date);
        Warehouse warehouse = WarehouseOptions.open(loaded);
        Optional<Release> found = runId == null
                ? warehouse.releases().of(day)
                : warehouse.releases().of(day, RunId.of(runId));
        Release release = found.orElseThrow(() -> new InputMissingException("Cannot verify: --date=" + date
                + (runId == null ? "" : " --run-id=" + runId)
                + ", expected a release of it; the night did not finish, see the reports in its run folder"));
        try (OpenSession session =
                OpenSession.of("nightshift verify " + date, loaded.settings().spark())) {
            warehouse.verify(session.spark(), release);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "Release %08d of %s (run %s) is whole: %d tables, %d files.%n",
                        release.number(),
                        release.date(),
                        release.runId(),
                        release.tables().size(),
                        release.tables().stream()
                                .mapToInt(table -> table.files().size())
                                .sum());
        return 0;
    }
}
