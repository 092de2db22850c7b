package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.evaluate.BinaryMetrics;
import io.nightshift.jobs.features.FeaturesJob;
import io.nightshift.jobs.features.History;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropensityIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-01");
    private static final String TARGETS =
            """
            targets = [
              { name = buys-tea, horizon-days = 28, category = TEA }
              { name = lapses, horizon-days = 28, outcome = no-purchase }
              { name = buys-nothing-known, horizon-days = 28, category = UNHEARD }
            ]
            windows = 2, folds = 2, attributes { age = numeric, city = categorical }
            """;

    @TempDir
    private Path folder;

    private FolderRun run(String name, History history, String settings) {
        NightshiftSettings read = Settings.read(
                ConfigFactory.parseString("nightshift.propensity { " + settings + " }")
                        .withFallback(ConfigFactory.parseResources("reference.conf"))
                        .resolve(),
                "nightshift",
                NightshiftSettings::read);
        FolderRun run = new FolderRun(folder.resolve(name), DATE, read);
        run.write(EventsTable.CONTRACT, history.events());
        run.write(ItemsTable.CONTRACT, history.items());
        run.write(UsersTable.CONTRACT, history.users());
        new FeaturesJob().compute(run);
        new PropensityJob().compute(run);
        return run;
    }

    /** Users who keep their own pace and taste for half a year; from {@code changed} on, another future. */
    private static History shoppers(int users, LocalDate changed) {
        History history = new History().item("tea", "TEA", "Own").item("rye", "BREAD", "Own");
        Random random = new Random(5);
        for (int u = 0; u < users; u++) {
            String user = "u" + u;
            if (u % 3 == 0) {
                history.user(user, "city", u % 2 == 0 ? "Bern" : "Rome");
            } else {
                history.user(user, "age", String.valueOf(20 + u % 50));
            }
            double pace = 0.01 + 0.15 * random.nextDouble();
            double taste = random.nextDouble();
            for (LocalDate day = DATE.minusDays(180); !day.isAfter(DATE); day = day.plusDays(1)) {
                boolean buys = random.nextDouble() < pace;
                boolean tea = random.nextDouble() < taste;
                if (buys != day.isAfter(changed)) {
                    history.buys(user, tea ? "tea" : "rye", day.toString(), "1", "2.00", "0.10", user + day);
                }
            }
        }
        return history;
    }

    private static List<String> strings(org.apache.spark.sql.Dataset<Row> rows) {
        return rows.collectAsList().stream().map(row -> row.mkString(" ")).toList();
    }

    @Test
    void scoresEveryUserAndKeepsTheBacktest() {
        FolderRun run = run("all", shoppers(240, DATE), TARGETS);

        assertThat(strings(run.table(PropensityTargetsTable.CONTRACT)
                        .orderBy("target", "purpose")
                        .select("target", "purpose", "outcome", "as_of", "windows")))
                .containsExactly(
                        "buys-nothing-known measure too-few-positives 2026-07-04 2",
                        "buys-nothing-known score too-few-positives 2026-08-01 2",
                        "buys-tea measure fitted 2026-07-04 2",
                        "buys-tea score fitted 2026-08-01 2",
                        "lapses measure fitted 2026-07-04 2",
                        "lapses score fitted 2026-08-01 2");
        var scores = run.table(PropensityScoresTable.CONTRACT).cache();
        assertThat(scores.groupBy("target").count().orderBy("target").collectAsList())
                .extracting(Row::mkString)
                .containsExactly("buys-tea240", "lapses240");
        assertThat(scores.where("probability <= 0 or probability >= 1 or size(reasons) <> 3")
                        .count())
                .isZero();
        // 240 users: 24 in each decile, and no user of a better decile has a lower probability.
        assertThat(scores.groupBy("target", "decile")
                        .count()
                        .where("count <> 24")
                        .count())
                .isZero();
        assertThat(scores.groupBy("target", "decile")
                        .agg(avg("probability").as("mean"))
                        .where("target = 'buys-tea'")
                        .orderBy("decile")
                        .collectAsList())
                .isSortedAccordingTo((a, b) -> Double.compare(b.getDouble(2), a.getDouble(2)));
        List<Row> auc = BinaryMetrics.of(run.table(PropensityBacktestTable.CONTRACT), DATE)
                .where("metric = 'auc' and model like 'propensity:%'")
                .collectAsList();
        assertThat(auc).hasSize(2).allSatisfy(row -> assertThat(row.<Double>getAs("value"))
                .isGreaterThan(0.7));
        scores.unpersist();
    }

    @Test
    void predictsTheSameBeforeAnotherFuture() {
        LocalDate cut = DATE.minusDays(28);
        String target =
                "targets = [ { name = lapses, horizon-days = 28, outcome = no-purchase } ], windows = 1, folds = 2, min-examples = 5";
        FolderRun known = run("known", shoppers(150, DATE), target);
        FolderRun other = run("other", shoppers(150, cut), target);

        var before = known.table(PropensityBacktestTable.CONTRACT);
        var after = other.table(PropensityBacktestTable.CONTRACT);
        var both = before.alias("a").join(after.alias("b"), "user_id");
        assertThat(both.count()).isEqualTo(before.count()).isGreaterThan(100);
        assertThat(both.where("abs(a.probability - b.probability) > 1e-9 or a.rule_score <> b.rule_score")
                        .count())
                .isZero();
        assertThat(both.where("a.label <> b.label").count()).isPositive();
    }

    @Test
    void givesTheSameScoresForAnyNumberOfPartitions() {
        SparkSession spark = TestSpark.session();
        String before = spark.conf().get("spark.sql.shuffle.partitions");
        String target = "targets = [ { name = buys-tea, horizon-days = 28, category = TEA } ], windows = 1, folds = 2,"
                + " measure = false";
        try {
            List<List<Row>> scores = IntStream.of(2, 5, 9)
                    .mapToObj(partitions -> {
                        spark.conf().set("spark.sql.shuffle.partitions", String.valueOf(partitions));
                        return run("p" + partitions, shoppers(100, DATE), target)
                                .table(PropensityScoresTable.CONTRACT)
                                .orderBy(col("user_id"))
                                .select("user_id", "decile", "probability")
                                .collectAsList();
                    })
                    .toList();
            for (List<Row> others : scores.subList(1, 3)) {
                for (int i = 0; i < others.size(); i++) {
                    assertThat(others.get(i).getString(0))
                            .isEqualTo(scores.get(0).get(i).getString(0));
                    assertThat(others.get(i).getInt(1))
                            .isEqualTo(scores.get(0).get(i).getInt(1));
                    assertThat(others.get(i).getDouble(2))
                            .isCloseTo(scores.get(0).get(i).getDouble(2), within(1e-6));
                }
            }
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", before);
        }
    }

    @Test
    void skipsTargetsThatTheDataCannotSupport() {
        FolderRun nothing = run("nothing", new History(), TARGETS);
        FolderRun oneUser =
                run("one", new History().item("tea", "TEA", "-").user("u").buys("u", "tea", "2026-07-31"), TARGETS);

        for (FolderRun run : List.of(nothing, oneUser)) {
            assertThat(run.table(PropensityScoresTable.CONTRACT).count()).isZero();
            assertThat(run.table(PropensityBacktestTable.CONTRACT).count()).isZero();
            assertThat(run.table(PropensityModelsTable.CONTRACT).count()).isZero();
            assertThat(run.table(PropensityTargetsTable.CONTRACT)
                            .where("outcome <> 'too-short-history'")
                            .count())
                    .isZero();
        }
    }

    @Test
    void leavesTypedEmptyTablesWithoutTargets() {
        FolderRun run = run("none", shoppers(3, DATE), "targets = []");

        assertThat(run.table(PropensityScoresTable.CONTRACT).count()).isZero();
        assertThat(run.table(PropensityTargetsTable.CONTRACT).count()).isZero();
    }
}
