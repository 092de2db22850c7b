package io.nightshift.jobs.command;

import static org.apache.spark.sql.functions.col;

import io.nightshift.jobs.JobCatalog;
import io.nightshift.jobs.JobReport;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.Nightly;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.propensity.PropensityScoresTable;
import io.nightshift.jobs.publish.PublishStep;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.ReleaseDraft.Promotion;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The whole night on the sample data, with a few rows to look at. */
@Command(
        name = "demo",
        description = {
            "The whole night on the sample data (600 households of a grocery chain, one year), then some of its rows.",
            "Reads conf/sample.conf and samples/; writes a run and a release below target/warehouse."
        },
        footer = {"", "Example: nightshift demo"},
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /** The last day of the sample with a whole day of sales. */
    private static final LocalDate DAY = LocalDate.of(2017, 12, 28);

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Override
    public Integer call() {
        LoadedSettings loaded =
                settings.loadOr(System.getenv().getOrDefault("NIGHTSHIFT_HOME", ".") + "/conf/sample.conf");
        try (OpenNight open = OpenNight.of(loaded, DAY, new RunChoice(loaded, DAY).named(null))) {
            List<JobReport> reports = new Nightly(JobCatalog.standard()).computeAll(open.night());
            Release release = new PublishStep(open.night(), open.warehouse()).publish(reports, Promotion.NEWEST_DATE);
            PrintWriter out = spec.commandLine().getOut();
            new Summary(open, reports, release).print(out);
            printRows(out, open.night().reader());
        }
        return 0;
    }

    private static void printRows(PrintWriter out, Run run) {
        Dataset<Row> lists = run.table(RecommendationsTable.CONTRACT);
        String user = lists.orderBy(RecommendationsTable.USER_ID).first().getAs(RecommendationsTable.USER_ID);
        out.printf("%nWhat to show user %s%n", user);
        TextTable.print(
                out,
                Titles.join(
                                lists.where(col(RecommendationsTable.USER_ID).equalTo(user)),
                                run.table(ItemsTable.CONTRACT))
                        .orderBy(RecommendationsTable.RANK)
                        .limit(10)
                        .select(
                                RecommendationsTable.RANK,
                                RecommendationsTable.ITEM_ID,
                                Titles.ITEM,
                                RecommendationsTable.SCORE,
                                RecommendationsTable.SOURCE,
                                RecommendationsTable.SENTENCE));
        out.printf("%nWho is likely to do what%n");
        TextTable.print(
                out,
                run.table(PropensityScoresTable.CONTRACT)
                        .where(col(RecommendationsTable.USER_ID).equalTo(user))
                        .orderBy(PropensityScoresTable.TARGET)
                        .drop(RecommendationsTable.RUN_DATE));
        out.printf("%nTry next: scripts/nightshift inspect user %s --config conf/sample.conf%n", user);
        out.flush();
    }
}
