package io.nightshift.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.JobReport;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.Warehouse;
import io.nightshift.warehouse.WarehouseRun;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a run went, from the reports in its folder; works whatever became of the run, and starts no Spark. */
@Command(
        name = "report",
        description = {
            "How each step of a run went, in the order of their starts, tries that failed included.",
            "Reads the reports in the run's folder, writes nothing."
        },
        footer = {
            "",
            "Examples: nightshift report --config conf/sample.conf --date 2017-12-28 --run-id try-1",
            "          nightshift report --config ... --date ... --run-id ... --prometheus > nightshift.prom"
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--date", required = true, paramLabel = "D", description = "The run date.")
    private String date;

    @Option(names = "--run-id", required = true, paramLabel = "R", description = "The run.")
    private String runId;

    @ArgGroup
    private Shape shape = new Shape();

    private static final class Shape {
        @Option(
                names = "--json",
                description = "Print the reports as a JSON array; docs/job-report.schema.json has their shape.")
        private boolean json;

        @Option(names = "--prometheus", description = "Print figures for a Prometheus text file collector.")
        private boolean prometheus;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        LocalDate day = RunDate.parse(date);
        Warehouse warehouse = WarehouseOptions.open(settings.load());
        WarehouseRun run = warehouse
                .run(day, RunId.of(runId))
                .orElseThrow(() -> new InputMissingException("Cannot report: --date=" + date + " --run-id=" + runId
                        + ", expected a run that has begun; look into runs/" + date
                        + " of the warehouse for its runs"));
        List<JobReport> reports = run.reports().stream()
                .map(JobReport::parse)
                .sorted(Comparator.comparing(JobReport::startedAt))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (shape.json) {
            out.println(Json.pretty(reports));
        } else if (shape.prometheus) {
            out.print(PrometheusText.of(reports));
            out.flush();
        } else {
            print(out, reports);
        }
        return 0;
    }

    private static void print(PrintWriter out, List<JobReport> reports) {
        out.printf("%-14s %-14s %9s %12s %12s  %s%n", "step", "outcome", "seconds", "rows", "bytes", "message");
        reports.forEach(report -> out.printf(
                "%-14s %-14s %9.1f %12d %12d  %s%n",
                report.job(),
                report.kept() ? "kept" : report.outcome(),
                report.seconds(),
                report.tables().values().stream()
                        .mapToLong(JobReport.TableSize::rows)
                        .sum(),
                report.tables().values().stream()
                        .mapToLong(JobReport.TableSize::bytes)
                        .sum(),
                report.message().lines().findFirst().orElse("")));
    }
}
