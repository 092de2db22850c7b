package io.nightshift.jobs.command;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.spark.OpenSession;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.Warehouse;
import io.nightshift.warehouse.WarehouseRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows all that a release says about one user. */
@Command(
        name = "inspect",
        description = {
            "One user of a release: history, features, scores, recommendations with source, reason and rules.",
            "Reads the released tables, and events and items of their run while they are kept; writes nothing."
        },
        footer = {"", "Example: nightshift inspect user 1762 --config conf/sample.conf"},
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    private static final int LATEST_EVENTS = 10;

    /** What can be inspected. */
    enum Subject {
        user
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private WarehouseOptions options;

    @Parameters(index = "0", paramLabel = "user", description = "What to inspect: user.")
    private Subject subject;

    @Parameters(index = "1", paramLabel = "ID", description = "The user's id as in the inputs.")
    private String id;

    @Override
    public Integer call() {
        LoadedSettings loaded = options.load();
        Warehouse warehouse = WarehouseOptions.open(loaded);
        Release release = options.release(warehouse);
        try (OpenSession session =
                OpenSession.of("nightshift inspect", loaded.settings().spark())) {
            WarehouseRun run = warehouse
                    .run(release.date(), release.runId())
                    .orElseThrow(() -> new InputMissingException(
                            "Cannot inspect: run-id=" + release.runId() + " of " + release.date()
                                    + ", expected the run behind the release to be kept; inspect a newer one"));
            print(spec.commandLine().getOut(), new Tables(session.spark(), warehouse, release, run));
        }
        return 0;
    }

    private record Tables(SparkSession spark, Warehouse warehouse, Release release, WarehouseRun run) {
        Dataset<Row> ofRun(Contract contract) {
            return run.read(spark, contract);
        }

        boolean keeps(Contract contract) {
            return run.manifest(contract).isPresent();
        }

        Dataset<Row> released(Contract contract) {
            return warehouse.read(spark, release, contract);
        }
    }

    private void print(PrintWriter out, Tables tables) {
        Release release = tables.release();
        if (tables.keeps(UsersTable.CONTRACT)
                && ofUser(tables.ofRun(UsersTable.CONTRACT)).isEmpty()) {
            throw new InputMissingException("Cannot inspect: user=" + id + ", expected a user of release "
                    + release.number() + "; check the id, or whether the user is suppressed");
        }
        out.printf("User %s in release %08d of %s%n", id, release.number(), release.date());
        if (tables.keeps(EventsTable.CONTRACT) && tables.keeps(ItemsTable.CONTRACT)) {
            out.printf("%nLatest events%n");
            TextTable.print(out, history(tables));
        }
        out.printf("%nFeatures%n");
        printFeatures(out, ofUser(tables.released(io.nightshift.jobs.features.UserFeaturesTable.CONTRACT)));
        out.printf("%nPropensities%n");
        TextTable.print(
                out,
                ofUser(tables.released(io.nightshift.jobs.propensity.PropensityScoresTable.CONTRACT))
                        .drop(UsersTable.USER_ID));
        out.printf("%nRecommendations%n");
        TextTable.print(out, recommendations(tables));
        out.flush();
    }

    private Dataset<Row> ofUser(Dataset<Row> rows) {
        return rows.where(col(UsersTable.USER_ID).equalTo(lit(id)));
    }

    private Dataset<Row> history(Tables tables) {
        Dataset<Row> events = ofUser(tables.ofRun(EventsTable.CONTRACT))
                .orderBy(col(EventsTable.TIME).desc(), col(EventsTable.ITEM_ID))
                .limit(LATEST_EVENTS);
        return Titles.join(events, tables.ofRun(ItemsTable.CONTRACT))
                .orderBy(col(EventsTable.TIME).desc(), col(EventsTable.ITEM_ID))
                .select(
                        EventsTable.TIME,
                        EventsTable.TYPE,
                        EventsTable.ITEM_ID,
                        Titles.ITEM,
                        EventsTable.QUANTITY,
                        EventsTable.AMOUNT);
    }

    private Dataset<Row> recommendations(Tables tables) {
        Dataset<Row> lists = ofUser(tables.released(RecommendationsTable.CONTRACT));
        Dataset<Row> named = tables.keeps(ItemsTable.CONTRACT)
                ? Titles.join(lists, tables.ofRun(ItemsTable.CONTRACT))
                : lists.withColumn(Titles.ITEM, lit("-"));
        return named.orderBy(RecommendationsTable.PLACEMENT, RecommendationsTable.RANK)
                .select(
                        RecommendationsTable.PLACEMENT,
                        RecommendationsTable.RANK,
                        RecommendationsTable.ITEM_ID,
                        Titles.ITEM,
                        RecommendationsTable.SCORE,
                        RecommendationsTable.SOURCE,
                        RecommendationsTable.REASON,
                        RecommendationsTable.SENTENCE,
                        RecommendationsTable.RULES);
    }

    /** One line for each feature: a row of forty columns is no table for people. */
    private static void printFeatures(PrintWriter out, Dataset<Row> features) {
        for (Row row : features.takeAsList(1)) {
            for (String name : row.schema().fieldNames()) {
                out.printf("  %-22s %s%n", name, TextTable.text(row.getAs(name)));
            }
        }
    }

    static List<String> subjects() {
        return List.of(Subject.user.name());
    }
}
