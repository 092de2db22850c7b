package io.nightshift.jobs.command;

import static org.apache.spark.sql.functions.col;

import io.nightshift.jobs.JobReport;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.evaluate.Figure;
import io.nightshift.jobs.evaluate.Leaderboard;
import io.nightshift.jobs.evaluate.ModelMetricsTable;
import io.nightshift.jobs.ingest.InputOutcomesTable;
import io.nightshift.jobs.recommend.ListProtocol;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.StoredTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a person reads at the end of a night: rows by outcome, quality beside baselines, time per job, where the tables are. */
final class Summary {
    private final OpenNight open;
    private final List<JobReport> reports;
    private final Release release;

    Summary(OpenNight open, List<JobReport> reports, Release release) {
        this.open = open;
        this.reports = reports;
        this.release = release;
    }

    void print(PrintWriter out) {
        Run run = open.night().reader();
        out.printf("%nInput rows%n");
        TextTable.print(
                out,
                run.table(InputOutcomesTable.CONTRACT)
                        .orderBy(InputOutcomesTable.INPUT, InputOutcomesTable.SOURCE, InputOutcomesTable.OUTCOME)
                        .where(col(InputOutcomesTable.ROWS).gt(0)));
        printQuality(out, run);
        out.printf("%nTime%n");
        reports.forEach(report -> out.printf(
                Locale.ROOT, "  %-14s %7.1f s%s%n", report.job(), report.seconds(), report.kept() ? "  (kept)" : ""));
        out.printf(
                Locale.ROOT,
                "%nRelease %08d of %s (run %s)%s%n",
                release.number(),
                release.date(),
                release.runId(),
                release.live() ? ", live" : ", not live: a later date is");
        for (StoredTable table : release.tables()) {
            out.printf(
                    Locale.ROOT,
                    "  %-20s %,12d rows  %s%n",
                    table.table(),
                    table.rows(),
                    PlainPath.of(open.warehouse().path(release, table.table())));
        }
        out.flush();
    }

    private static void printQuality(PrintWriter out, Run run) {
        List<Figure> figures = Figure.all(run.table(ModelMetricsTable.CONTRACT));
        for (ListProtocol protocol : ListProtocol.values()) {
            print(out, Leaderboard.of(figures, protocol.name().toLowerCase(Locale.ROOT), "ndcg", 10));
        }
        for (String metric : List.of("auc", "log-loss", "ece")) {
            print(out, Leaderboard.of(figures, "horizon", metric, 0));
        }
    }

    private static void print(PrintWriter out, List<Leaderboard> boards) {
        for (Leaderboard board : boards) {
            out.println();
            board.lines().forEach(line -> out.println("  " + line));
        }
    }
}
