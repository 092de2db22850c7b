package io.nightshift.jobs.command;

import io.nightshift.warehouse.Warehouse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the folder of a released table, for readers that need a plain folder. */
@Command(
        name = "path",
        description = "The folder of a released table: of the live release, or of the newest release of a date.",
        footer = {
            "",
            "Example: duckdb -c \"select * from '$(nightshift path recommendations --config conf/sample.conf)/*.parquet'\""
        },
        mixinStandardHelpOptions = true)
final class PathCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WarehouseOptions options;

    @Parameters(paramLabel = "TABLE", description = "The table's name; nightshift tables lists them.")
    private String table;

    @Override
    public Integer call() {
        Warehouse warehouse = options.open();
        spec.commandLine().getOut().println(PlainPath.of(warehouse.path(options.release(warehouse), table)));
        return 0;
    }
}
