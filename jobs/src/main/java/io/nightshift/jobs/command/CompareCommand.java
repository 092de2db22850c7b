package io.nightshift.jobs.command;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.evaluate.Comparison;
import io.nightshift.jobs.evaluate.Figure;
import io.nightshift.jobs.evaluate.Leaderboard;
import io.nightshift.jobs.evaluate.ModelComparisonsTable;
import io.nightshift.jobs.evaluate.ModelMetricsTable;
import io.nightshift.spark.OpenSession;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.Warehouse;
import io.nightshift.warehouse.WarehouseRun;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how the models of a release or of a run compare; trains nothing. */
@Command(
        name = "compare",
        description = {
            "Leaderboards of a release, or of a run: each model beside its baseline, and the best against each other model, user by user.",
            "Reads model_metrics and model_comparisons; trains nothing, writes nothing."
        },
        footer = {
            "",
            "Examples: nightshift compare --config conf/sample.conf",
            "          nightshift compare --config conf/sample.conf --metric recall --k 20 --slices",
            "          nightshift compare --config conf/sample.conf --date 2017-12-28 --run-id try-1"
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WarehouseOptions options;

    @Option(
            names = "--run-id",
            paramLabel = "R",
            description = "A run of --date, released or not; without it the release of the date counts.")
    private String runId;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            defaultValue = "ndcg",
            description = "The metric to show and to order by; ${DEFAULT-VALUE} without this.")
    private String metric;

    @Option(
            names = "--k",
            paramLabel = "K",
            defaultValue = "10",
            description = "The list length of the metric, 0 for one without; ${DEFAULT-VALUE} without this.")
    private int k;

    @Option(names = "--slices", description = "Show the parts of the users too.")
    private boolean slices;

    @Override
    public Integer call() {
        LoadedSettings loaded = options.load();
        Warehouse warehouse = options.open(loaded);
        try (OpenSession session =
                OpenSession.of("nightshift compare", loaded.settings().spark())) {
            Function<Contract, Dataset<Row>> tables = tables(warehouse, session);
            List<Figure> figures = Figure.all(tables.apply(ModelMetricsTable.CONTRACT));
            List<Comparison> comparisons = Comparison.all(tables.apply(ModelComparisonsTable.CONTRACT));
            print(spec.commandLine().getOut(), figures, comparisons);
        }
        return 0;
    }

    private Function<Contract, Dataset<Row>> tables(Warehouse warehouse, OpenSession session) {
        PrintWriter out = spec.commandLine().getOut();
        if (runId == null) {
            Release release = options.release(warehouse);
            out.printf("Release %08d of %s (run %s)%n", release.number(), release.date(), release.runId());
            return table -> warehouse.read(session.spark(), release, table);
        }
        LocalDate date = options.date()
                .orElseThrow(() -> new SettingsException("Cannot compare: --run-id=" + runId
                        + " without --date, expected both; a run id is a name within a date"));
        WarehouseRun run = warehouse
                .run(date, RunId.of(runId))
                .orElseThrow(() -> new InputMissingException("Cannot compare: --date=" + date + " --run-id=" + runId
                        + ", expected a run that has begun; look into runs/" + date
                        + " of the warehouse for its runs"));
        out.printf("Run %s of %s%n", runId, date);
        return table -> run.read(session.spark(), table);
    }

    private void print(PrintWriter out, List<Figure> figures, List<Comparison> comparisons) {
        List<Leaderboard> boards = figures.stream()
                .map(Figure::protocol)
                .distinct()
                .sorted()
                .flatMap(protocol -> Leaderboard.of(figures, protocol, metric, k).stream())
                .toList();
        if (boards.isEmpty()) {
            throw new InputMissingException("Cannot compare: --metric=" + metric + " --k=" + k + ", expected one of "
                    + new TreeSet<>(figures.stream()
                            .map(f -> f.metric() + (f.k() > 0 ? "@" + f.k() : ""))
                            .toList())
                    + "; without any, the night measured nothing (evaluate.schedule)");
        }
        for (Leaderboard board : boards) {
            print(out, board.lines());
            print(out, board.ofBest(comparisons));
            if (slices) {
                print(out, board.bySlice());
            }
        }
        out.flush();
    }

    private static void print(PrintWriter out, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println();
        }
        lines.forEach(line -> out.println("  " + line));
    }
}
