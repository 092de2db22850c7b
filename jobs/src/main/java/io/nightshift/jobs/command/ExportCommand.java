package io.nightshift.jobs.command;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.JobCatalog;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.spark.OpenSession;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.Warehouse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a released table to a folder of its own. */
@Command(
        name = "export",
        description =
                "Copies a released table to a new folder. Reads the table; writes the folder, which must not exist.",
        footer = {
            "",
            "Example: nightshift export recommendations --to /exchange/recommendations-2017-12-28 --config conf/sample.conf"
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WarehouseOptions options;

    @Parameters(paramLabel = "TABLE", description = "The table's name; nightshift tables lists them.")
    private String table;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder to make, any Hadoop path.")
    private String target;

    @Option(
            names = "--format",
            defaultValue = "parquet",
            description = {
                "parquet: the released files, their bytes checked. csv: with a header; a text that a spreadsheet",
                "would take for a formula gets an apostrophe in front. Default: ${DEFAULT-VALUE}."
            })
    private Format format;

    private enum Format {
        PARQUET,
        CSV
    }

    @Override
    public Integer call() {
        LoadedSettings loaded = options.load();
        Warehouse warehouse = WarehouseOptions.open(loaded);
        Release release = options.release(warehouse);
        try (OpenSession session =
                OpenSession.of("nightshift export " + table, loaded.settings().spark())) {
            switch (format) {
                case PARQUET -> warehouse.export(session.spark(), release, table, target);
                case CSV -> warehouse.exportCsv(session.spark(), release, contract(), target);
            }
        }
        spec.commandLine().getOut().printf("%s of release %08d is in %s%n", table, release.number(), target);
        return 0;
    }

    private Contract contract() {
        JobCatalog catalog = JobCatalog.standard();
        return catalog.table(table)
                .orElseThrow(() -> new InputMissingException("Cannot find table: table=" + table + ", expected one of "
                        + catalog.releasedTables().stream().map(Contract::table).toList() + "; choose one of these"));
    }
}
