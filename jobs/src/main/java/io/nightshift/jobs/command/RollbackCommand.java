package io.nightshift.jobs.command;

import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.ingest.SuppressionDigest;
import io.nightshift.spark.OpenSession;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.Suppression;
import io.nightshift.warehouse.Warehouse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the tables of an earlier release live again, by a new release that lists them. */
@Command(
        name = "rollback",
        description = {
            "Makes an earlier release's tables live again by a new release that lists them.",
            "Reads the releases and inputs.suppression; writes releases/. Refused where it would bring back a suppressed user."
        },
        footer = {"", "Example: nightshift rollback --to 41 --config conf/sample.conf"},
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "N",
            description = "The release's number; nightshift releases lists them.")
    private int number;

    @Override
    public Integer call() {
        LoadedSettings loaded = settings.load();
        Warehouse warehouse = WarehouseOptions.open(loaded);
        Release live = warehouse
                .releases()
                .live()
                .orElseThrow(
                        () -> new InputMissingException(
                                "Cannot roll back: no release is live in this warehouse, expected one; run nightshift nightly first"));
        try (OpenSession session =
                OpenSession.of("nightshift rollback", loaded.settings().spark())) {
            String list = SuppressionDigest.current(session.spark(), loaded.settings(), live.date());
            Release restored = warehouse.rollback(number, new Suppression(list));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Release %08d shows the tables of release %08d (%s, run %s).%n",
                            restored.number(), number, restored.date(), restored.runId());
        }
        return 0;
    }
}
