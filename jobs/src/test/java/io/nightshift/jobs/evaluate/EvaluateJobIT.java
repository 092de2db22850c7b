package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.evaluate.FigureOracle.Value;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateJobIT {
    private static final SparkSession SPARK = TestSpark.session();
    private static final Map<String, Contract> TABLES = Map.of(
            "events", EventsTable.CONTRACT,
            "lists", BacktestListsTable.CONTRACT,
            "relevant", BacktestRelevantTable.CONTRACT,
            "items", BacktestItemsTable.CONTRACT,
            "metrics", ModelMetricsTable.CONTRACT);

    @TempDir
    private static Path folder;

    private static FolderRun generated;

    @BeforeAll
    static void measureGeneratedPurchases() {
        generated = Purchases.generated().run(folder.resolve("generated"), SPARK, "");
        new EvaluateJob().compute(generated);
    }

    @Test
    void everyFigureOfListsIsWhatSqlMakesOfTheReleasedTables() throws SQLException {
        Map<String, Figure> figures = new TreeMap<>();
        figures(generated)
                .forEach(f -> figures.put(FigureOracle.key(f.model(), f.protocol(), f.slice(), f.metric(), f.k()), f));

        try (FigureOracle oracle = oracle(generated)) {
            Map<String, Value> expected = oracle.figures();
            assertThat(figures.keySet()).isEqualTo(expected.keySet()).hasSize(17 * 3 * 9);
            expected.forEach((key, value) -> assertSame(key, figures.get(key), value));
        }
    }

    private static void assertSame(String key, Figure figure, Value expected) {
        assertThat(figure.value()).as(key).isCloseTo(expected.value(), within(1e-6));
        assertThat(figure.users()).as(key).isEqualTo(expected.n());
        assertThat(figure.interval().isPresent()).as(key).isEqualTo(expected.low() != null);
        figure.interval().ifPresent(interval -> {
            assertThat(interval.low()).as(key).isCloseTo(expected.low(), within(1e-6));
            assertThat(interval.high()).as(key).isCloseTo(expected.high(), within(1e-6));
        });
    }

    @Test
    void everyModelStandsBesideTheFirstPopularityBaseline() {
        Map<String, Double> baselines = new TreeMap<>();
        List<Figure> figures = figures(generated);
        figures.stream()
                .filter(f -> f.model().equals("popular-28d"))
                .forEach(f -> baselines.put(f.protocol() + f.slice() + f.metric() + f.k(), f.value()));

        for (Figure figure : figures) {
            if (figure.model().equals("popular-28d")) {
                assertThat(figure.baseline()).isEmpty();
            } else {
                assertThat(figure.baseline())
                        .contains(new Figure.Baseline(
                                "popular-28d",
                                baselines.get(figure.protocol() + figure.slice() + figure.metric() + figure.k())));
            }
        }
    }

    @Test
    void relevantIsWhatWasBoughtAfterTheCutOfWhatWasBoughtBefore() throws SQLException {
        String expected =
                """
                WITH before AS (SELECT DISTINCT user_id, item_id FROM events WHERE event_date <= DATE '2024-03-03'),
                after AS (SELECT DISTINCT user_id, item_id FROM events WHERE event_date > DATE '2024-03-03')
                SELECT * FROM (
                  SELECT unnest(['all', CASE WHEN b.user_id IS NULL THEN 'new' ELSE 'again' END]) AS protocol,
                         CASE WHEN a.user_id IN (SELECT user_id FROM before) THEN 'all' ELSE 'no-history' END AS slice,
                         a.user_id, a.item_id
                  FROM after a LEFT JOIN before b ON a.user_id = b.user_id AND a.item_id = b.item_id
                  WHERE a.item_id IN (SELECT item_id FROM before))
                WHERE protocol = 'all' OR slice = 'all' ORDER BY ALL""";
        try (FigureOracle oracle = oracle(generated)) {
            List<String> rows = oracle.rows("SELECT protocol, slice, user_id, item_id FROM relevant ORDER BY ALL");
            assertThat(rows).isEqualTo(oracle.rows(expected)).anyMatch(row -> row.startsWith("all no-history"));
            assertThat(rows).noneMatch(row -> row.endsWith(" late"));
        }
    }

    @Test
    void popularListsHoldWhatMostUsersBoughtLately() throws SQLException {
        String expected =
                """
                WITH popular AS (
                  SELECT item_id, count(DISTINCT user_id) AS score FROM events
                  WHERE event_date BETWEEN DATE '2024-02-05' AND DATE '2024-03-03' GROUP BY ALL),
                own AS (SELECT DISTINCT user_id, item_id, true AS mine FROM events WHERE event_date <= DATE '2024-03-03')
                SELECT protocol, user_id, row_number() OVER w AS rank, item_id, score
                FROM (SELECT DISTINCT protocol, user_id FROM relevant) CROSS JOIN popular LEFT JOIN own USING (user_id, item_id)
                WHERE protocol = 'all' OR (protocol = 'again') = coalesce(mine, false)
                WINDOW w AS (PARTITION BY protocol, user_id ORDER BY score DESC, item_id)
                QUALIFY rank <= 20 ORDER BY protocol, user_id, rank""";
        try (FigureOracle oracle = oracle(generated)) {
            assertThat(oracle.rows("SELECT protocol, user_id, rank, item_id, score::BIGINT FROM lists"
                            + " WHERE model = 'popular-28d' ORDER BY protocol, user_id, rank"))
                    .isEqualTo(oracle.rows(expected));
        }
    }

    @Test
    void listsKeepToTheirProtocolAndTellTheirHits() throws SQLException {
        try (FigureOracle oracle = oracle(generated)) {
            assertThat(
                            oracle.rows(
                                    """
                            SELECT l.model, l.protocol, l.user_id, l.item_id FROM lists l
                            LEFT JOIN (SELECT DISTINCT user_id, item_id FROM events WHERE event_date <= DATE '2024-03-03') own
                              USING (user_id, item_id)
                            WHERE (protocol = 'new' AND own.item_id IS NOT NULL) OR (protocol = 'again' AND own.item_id IS NULL)"""))
                    .isEmpty();
            assertThat(
                            oracle.rows(
                                    """
                            SELECT l.model, l.protocol, l.user_id, l.item_id FROM lists l LEFT JOIN relevant r
                              USING (protocol, user_id, item_id)
                            WHERE l.hit <> (r.item_id IS NOT NULL) OR l.slice <> coalesce(r.slice, l.slice)"""))
                    .isEmpty();
            assertThat(oracle.rows("SELECT DISTINCT protocol, slice, user_id FROM lists EXCEPT"
                            + " SELECT protocol, slice, user_id FROM relevant"))
                    .isEmpty();
            assertThat(
                            oracle.rows(
                                    "SELECT model, protocol, user_id FROM lists GROUP BY ALL HAVING max(rank) <> count(*) OR min(rank) <> 1"))
                    .isEmpty();
        }
    }

    @Test
    void partitionsDoNotChangeABit() {
        EvaluateSettings settings = generated.settings().evaluate();
        List<List<Row>> found = new ArrayList<>();
        for (int partitions : new int[] {2, 5, 9}) {
            Dataset<Row> metrics = ModelMetrics.of(
                    generated.table(BacktestListsTable.CONTRACT).repartition(partitions),
                    generated.table(BacktestRelevantTable.CONTRACT).repartition(partitions),
                    generated.table(BacktestItemsTable.CONTRACT).repartition(partitions),
                    settings);
            found.add(rows(metrics.orderBy(
                    ModelMetricsTable.MODEL,
                    ModelMetricsTable.PROTOCOL,
                    ModelMetricsTable.SLICE,
                    ModelMetricsTable.METRIC,
                    ModelMetricsTable.K)));
        }
        assertThat(found.get(0)).isNotEmpty();
        assertThat(found.get(1)).isEqualTo(found.get(0));
        assertThat(found.get(2)).isEqualTo(found.get(0));
    }

    @Test
    void withoutABacktestTheTablesAreEmptyButTyped() {
        FolderRun run = new Purchases()
                .add("u", "i", "2024-03-01")
                .run(folder.resolve("off"), SPARK, "evaluate.schedule = off");
        new EvaluateJob().compute(run);

        for (Contract table : new EvaluateJob().writes()) {
            assertThat(run.rows(table)).as(table.table()).isZero();
            assertThat(table.differences(
                            SPARK.read().parquet(run.path(table).toString()).schema()))
                    .isEmpty();
        }
    }

    @Test
    void withoutPurchasesAfterTheCutThereAreNoFigures() {
        FolderRun run = new Purchases()
                .add("u", "i", "2024-03-01")
                .add("v", "i", "2024-03-02")
                .run(folder.resolve("quiet"), SPARK, "");
        new EvaluateJob().compute(run);

        assertThat(run.rows(ModelMetricsTable.CONTRACT)).isZero();
        assertThat(run.rows(BacktestItemsTable.CONTRACT)).isEqualTo(1);
    }

    @Test
    void withAHoldoutLongerThanTheHistoryThereAreNoFigures() {
        FolderRun run = new Purchases()
                .add("u", "i", "2024-03-30")
                .add("v", "i", "2024-03-31")
                .run(folder.resolve("young"), SPARK, "");
        new EvaluateJob().compute(run);

        assertThat(run.rows(BacktestPairsTable.CONTRACT)).isZero();
        assertThat(run.rows(ModelMetricsTable.CONTRACT)).isZero();
    }

    @Test
    void oneUserHasFiguresWithoutIntervals() {
        // u bought a twice and b once up to the cut, then b and c, which nobody knew; one relevant item, at rank 2.
        FolderRun run = new Purchases()
                .add("u", "a", "2024-03-01")
                .add("u", "a", "2024-03-02")
                .add("u", "b", "2024-03-02")
                .add("u", "b", "2024-03-20")
                .add("u", "c", "2024-03-20")
                .run(folder.resolve("one"), SPARK, "");
        new EvaluateJob().compute(run);

        List<Figure> figures = figures(run);
        assertThat(figures)
                .allMatch(figure -> figure.interval().isEmpty() && figure.users() == 1)
                .allMatch(figure -> Double.isFinite(figure.value()));
        assertThat(value(figures, "personal-frequency", "all", "mrr", 5)).isEqualTo(1.0 / 2);
        assertThat(value(figures, "popular-28d", "again", "precision", 5)).isCloseTo(1.0 / 5, within(1e-9));
        assertThat(value(figures, "popular-28d", "all", "ndcg", 10)).isCloseTo(Math.log(2) / Math.log(3), within(1e-9));
        assertThat(figures).noneMatch(figure -> figure.protocol().equals("new"));
    }

    private static double value(List<Figure> figures, String model, String protocol, String metric, int k) {
        return figures.stream()
                .filter(f -> f.model().equals(model) && f.protocol().equals(protocol))
                .filter(f -> f.metric().equals(metric) && f.k() == k)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<Figure> figures(FolderRun run) {
        return rows(run.table(ModelMetricsTable.CONTRACT)).stream()
                .map(Figure::of)
                .toList();
    }

    private static List<Row> rows(Dataset<Row> rows) {
        return rows.collectAsList();
    }

    private static FigureOracle oracle(FolderRun run) throws SQLException {
        return new FigureOracle(TABLES, table -> run.path(table).toString());
    }
}
