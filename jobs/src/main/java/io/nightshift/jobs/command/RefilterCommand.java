package io.nightshift.jobs.command;

import io.nightshift.jobs.JobCatalog;
import io.nightshift.jobs.JobReport;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.Refilter;
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

/** Applies stock, prices and rules as they are now to a released date, and releases the result. */
@Command(
        name = "refilter",
        description = {
            "Makes the lists of a released date again with the items and rules of now, and releases them; trains nothing.",
            "Reads the release's tables and inputs.items; writes items and recommendations, and takes all else over as it is."
        },
        footer = {
            "",
            "Example: nightshift refilter --config conf/sample.conf --date 2017-12-28",
            "         nightshift refilter --config conf/sample.conf --date 2017-12-28 --items stock-at-noon.csv"
        },
        mixinStandardHelpOptions = true)
final class RefilterCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--date", required = true, paramLabel = "D", description = "The released date.")
    private String date;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description = "Items are read from here, by the mapping of the settings' one source of items.")
    private String items;

    @Option(names = "--run-id", paramLabel = "R", description = "Names the run; without it a new name is made.")
    private String runId;

    @Override
    public Integer call() {
        LoadedSettings file = settings.load();
        LoadedSettings loaded = items == null ? file : file.withItemsAt(items);
        LocalDate day = RunDate.parse(date);
        // Before a run is started: a date without a release leaves nothing behind.
        Release before = WarehouseOptions.open(loaded).releases().require(day);
        try (OpenNight open = OpenNight.of(loaded, day, new RunChoice(loaded, day).named(runId))) {
            List<JobReport> reports =
                    new Refilter(JobCatalog.standard(), open.warehouse()).compute(open.night());
            Release release = new PublishStep(open.night(), open.warehouse()).publish(reports, Promotions.of(false));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Release %08d shows the lists of release %08d made again (%s, run %s)%s.%n",
                            release.number(),
                            before.number(),
                            release.date(),
                            release.runId(),
                            release.live() ? "" : "; it is not live");
        }
        return 0;
    }
}
