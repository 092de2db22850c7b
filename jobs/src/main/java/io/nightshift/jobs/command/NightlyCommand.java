package io.nightshift.jobs.command;

import io.nightshift.jobs.JobCatalog;
import io.nightshift.jobs.JobReport;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.Nightly;
import io.nightshift.jobs.publish.PublishStep;
import io.nightshift.warehouse.Release;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole night in one process: every job, then audits, gates and the release. */
@Command(
        name = "nightly",
        description = {
            "All jobs of a date, audits, gates and the release, in one Spark application.",
            "Reads the inputs of the settings; writes a run and, when everything passed, a release."
        },
        footer = {
            "",
            "Examples: nightshift nightly --config conf/sample.conf --date 2017-12-28",
            "          nightshift nightly --config conf/sample.conf --date 2017-12-28 --resume"
        },
        mixinStandardHelpOptions = true)
final class NightlyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "D",
            description = "The run date: the last full day that the run may see.")
    private String date;

    @Option(
            names = "--run-id",
            paramLabel = "R",
            description = "Names the run; naming one that exists goes on with it. Without it a new name is made.")
    private String runId;

    @Option(names = "--resume", description = "Go on with the date's newest run that was not released.")
    private boolean resume;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "JOB",
            description = "Compute these jobs only, on the tables that the run has, and publish nothing.")
    private List<String> only = List.of();

    @Option(names = "--make-live", description = "Let it replace a live release of a later date.")
    private boolean makeLive;

    @Override
    public Integer call() {
        LoadedSettings loaded = settings.load();
        LocalDate day = RunDate.parse(date);
        Nightly nightly = new Nightly(JobCatalog.standard());
        nightly.chosen(only);
        RunChoice choice = new RunChoice(loaded, day);
        try (OpenNight open = OpenNight.of(loaded, day, resume ? choice.unreleased(runId) : choice.named(runId))) {
            if (!only.isEmpty()) {
                nightly.computeOnly(open.night(), only);
                return 0;
            }
            List<JobReport> reports = nightly.computeAll(open.night());
            Release release = new PublishStep(open.night(), open.warehouse()).publish(reports, Promotions.of(makeLive));
            new Summary(open, reports, release).print(spec.commandLine().getOut());
        }
        return 0;
    }
}
