package io.nightshift.jobs.command;

import io.nightshift.jobs.LoadedSettings;
import io.nightshift.warehouse.Pruned;
import io.nightshift.warehouse.Retention;
import io.nightshift.warehouse.Warehouse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes what no kept release names. */
@Command(
        name = "prune",
        description = {
            "Keeps the newest releases with what they name and deletes the rest; a kept release is never touched.",
            "Deletes older runs, leftovers of crashes, and the internal tables of all runs but the live one."
        },
        footer = {"", "Example: nightshift prune --keep 7 --config conf/sample.conf"},
        mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Releases to keep; without it publish.keep-releases counts.")
    private Integer keep;

    @Option(
            names = "--abandoned",
            description =
                    "No night is running now: give up every run without a release, not only those older than the live one.")
    private boolean abandoned;

    @Override
    public Integer call() {
        LoadedSettings loaded = settings.load();
        Warehouse warehouse = WarehouseOptions.open(loaded);
        Pruned pruned = warehouse.prune(new Retention(
                keep == null ? loaded.settings().publish().keepReleases() : keep,
                abandoned ? Retention.Unfinished.ABANDONED : Retention.Unfinished.MAY_BE_RUNNING));
        spec.commandLine()
                .getOut()
                .printf(
                        "Gave up %d releases, deleted %d files and folders.%n",
                        pruned.releases().size(), pruned.deleted().size());
        return 0;
    }
}
