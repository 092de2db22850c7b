package io.nightshift.jobs.command;

import io.nightshift.jobs.publish.PublishStep;
import io.nightshift.warehouse.RunId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Audits and gates a finished run and releases it, always afresh. */
@Command(
        name = "publish",
        description = {
            "Audits a finished run, compares its models with their baselines, and makes it the next release.",
            "Reads every released table of the run; writes releases/. The only step that readers can notice."
        },
        footer = {"", "Example: nightshift publish --config conf/sample.conf --date 2017-12-28 --run-id try-1"},
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--date", required = true, paramLabel = "D", description = "The run date.")
    private String date;

    @Option(names = "--run-id", required = true, paramLabel = "R", description = "The run to release.")
    private String runId;

    @Option(names = "--make-live", description = "Let it replace a live release of a later date.")
    private boolean makeLive;

    @Override
    public Integer call() {
        try (OpenNight open = OpenNight.of(settings.load(), RunDate.parse(date), RunId.of(runId))) {
            new PublishStep(open.night(), open.warehouse()).publish(List.of(), Promotions.of(makeLive));
        }
        return 0;
    }
}
