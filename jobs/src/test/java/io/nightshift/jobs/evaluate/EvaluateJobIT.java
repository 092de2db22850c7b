package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.ReleasedTable;
import io.nightshift.jobs.evaluate.FigureOracle.Value;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.recommend.EarlierInputs;
import io.nightshift.jobs.recommend.EarlierModels;
import io.nightshift.jobs.recommend.ListInputs;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The backtest over purchases whose figures SQL computes again. Long because its tests share one backtest of generated purchases, which
 * takes longer than they do.
 */
class EvaluateJobIT {
    private static final SparkSession SPARK = TestSpark.session();
    static final Map<String, Contract> TABLES = Map.of(
            "events", EventsTable.CONTRACT,
            "lists", BacktestListsTable.CONTRACT,
            "relevant", BacktestRelevantTable.CONTRACT,
            "items", BacktestItemsTable.CONTRACT,
            "slices", BacktestUsersTable.CONTRACT,
            "metrics", ModelMetricsTable.CONTRACT);

    @TempDir
    private static Path folder;

    private static FolderRun generated;

    @BeforeAll
    static void measureGeneratedPurchases() {
        generated = Purchases.generated()
                .run(
                        folder.resolve("generated"),
                        SPARK,
                        "evaluate.slices { attributes = [ending], most-values = 4 }, recommend.ranking { model = logistic, windows = 1, min-examples = 10 }"
                                + ", recommend.sources { basket { candidates = true, min-orders = 1 }"
                                + ", viewed-then-bought { candidates = true, min-users = 1, from = [purchase] }"
                                + ", user-neighbours { enabled = true, candidates = true } }");
        new EvaluateJob().compute(generated);
    }

    @Test
    void everyFigureOfListsIsWhatSqlMakesOfTheReleasedTables() throws SQLException {
        Map<String, Figure> figures = new TreeMap<>();
        figures(generated)
                .forEach(f -> figures.put(FigureOracle.key(f.model(), f.protocol(), f.slice(), f.metric(), f.k()), f));

        try (FigureOracle oracle = oracle(generated)) {
            Map<String, Value> expected = oracle.figures();
            assertThat(figures.keySet()).isEqualTo(expected.keySet());
            assertThat(figures.values().stream()
                            .filter(f -> List.of("all", "no-history").contains(f.slice())))
                    .hasSize(39 * 3 * 11);
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
    void everyComparisonIsWhatSqlMakesOfTheUsersValues() throws SQLException {
        Map<String, Value> found = new TreeMap<>();
        for (Row row : rows(generated.table(ModelComparisonsTable.CONTRACT))) {
            String pair = row.getAs(ModelComparisonsTable.MODEL) + " - " + row.getAs(ModelComparisonsTable.OTHER);
            found.put(
                    FigureOracle.key(
                            pair,
                            row.getAs(ModelComparisonsTable.PROTOCOL),
                            "all",
                            row.getAs(ModelComparisonsTable.METRIC),
                            row.<Integer>getAs(ModelComparisonsTable.K)),
                    new Value(
                            row.<Double>getAs(ModelComparisonsTable.DIFFERENCE),
                            row.<Double>getAs(ModelComparisonsTable.LOW),
                            row.<Double>getAs(ModelComparisonsTable.HIGH),
                            row.<Long>getAs(ModelComparisonsTable.N)));
        }

        try (FigureOracle oracle = oracle(generated)) {
            Map<String, Value> expected = oracle.comparisons();
            // Twelve models under all, eleven under again and new; seven metrics, three lengths.
            assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSize((132 + 110 + 110) * 7 * 3);
            expected.forEach((key, value) -> {
                assertThat(found.get(key).n()).as(key).isEqualTo(value.n());
                assertThat(found.get(key).value()).as(key).isCloseTo(value.value(), within(1e-6));
                assertThat(found.get(key).low()).as(key).isCloseTo(value.low(), within(1e-6));
                assertThat(found.get(key).high()).as(key).isCloseTo(value.high(), within(1e-6));
            });
        }
    }

    @Test
    void partsOfTheUsersFollowFromWhatWasKnownAtTheCut() throws SQLException {
        String expected =
                """
                WITH before AS (
                  SELECT DISTINCT user_id, item_id, CASE WHEN item_id <> 'i0' THEN right(item_id, 1) END AS category
                  FROM events WHERE event_date <= DATE '2024-03-03' AND user_id IN (SELECT user_id FROM relevant)),
                favourites AS (
                  SELECT user_id, category FROM before WHERE category IS NOT NULL GROUP BY user_id, category
                  QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY count(*) DESC, category) = 1),
                parts AS (
                  SELECT user_id, 'history' AS kind, 'history:' || CASE WHEN count(*) < 10 THEN '1-9' WHEN count(*) < 50 THEN '10-49'
                    ELSE '50+' END AS part FROM before GROUP BY user_id
                  UNION ALL SELECT user_id, 'category', 'category:' || category FROM favourites
                  UNION ALL SELECT DISTINCT user_id, 'ending', 'ending:' || right(user_id, 1) FROM before),
                kept AS (
                  SELECT part FROM parts GROUP BY kind, part
                  QUALIFY kind = 'history' OR row_number() OVER (PARTITION BY kind ORDER BY count(*) DESC, part) <= 4)
                SELECT user_id, list(part ORDER BY part) FROM parts WHERE part IN (FROM kept) GROUP BY user_id ORDER BY user_id""";
        try (FigureOracle oracle = oracle(generated)) {
            assertThat(oracle.rows("SELECT user_id, slices FROM slices ORDER BY user_id"))
                    .isEqualTo(oracle.rows(expected))
                    .anyMatch(row -> row.contains("category:"))
                    .anyMatch(row -> row.contains("ending:"));
        }
    }

    @Test
    void theModelsThatTheRankerStoredAreThoseOfTheCut() {
        Level level = Level.items(generated);
        LocalDate cut = Purchases.RUN_DATE.minusDays(28);
        EarlierModels stored = level.models().orElseThrow();
        assertThat(stored.dates()).containsExactly(cut);
        EarlierInputs fitting = new EarlierInputs(
                generated.table(UserIndexTable.CONTRACT),
                level.items(),
                level.itemIndex(),
                level.events(),
                generated.settings());
        Dataset<Row> pairs =
                level.pairs(cut, generated.settings().interactions()).persist();

        ListInputs fitted = fitting.of(pairs, cut);
        ListInputs taken = fitting.with(stored).of(pairs, cut);

        assertThat(sorted(taken.factors().users()))
                .isNotEmpty()
                .isEqualTo(sorted(fitted.factors().users()));
        assertThat(sorted(taken.factors().items()))
                .isEqualTo(sorted(fitted.factors().items()));
        assertThat(taken.links()).hasSameSizeAs(fitted.links()).isNotEmpty();
        for (int i = 0; i < taken.links().size(); i++) {
            assertThat(sorted(taken.links().get(i).rows()))
                    .as(taken.links().get(i).source().id())
                    .isEqualTo(sorted(fitted.links().get(i).rows()));
        }
        assertThat(sorted(taken.suggestions().orElseThrow()))
                .isNotEmpty()
                .isEqualTo(sorted(fitted.suggestions().orElseThrow()));
        fitted.factors().close();
        pairs.unpersist();
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }

    @Test
    void anOlderCutHasTheFiguresOfAnOlderRun() {
        Purchases purchases = Purchases.generated();
        FolderRun both = purchases.run(folder.resolve("both"), SPARK, "evaluate.folds = 2");
        LocalDate before = Purchases.RUN_DATE.minusDays(28);
        FolderRun older = purchases.upTo(before).run(folder.resolve("older"), SPARK, "", before);
        new EvaluateJob().compute(both);
        new EvaluateJob().compute(older);

        // Vectors start from dense ids, which differ between the two runs: compared are the models without them.
        List<String> exact = List.of("popular-28d", "popular-90d", "personal-frequency");
        LocalDate cut = before.minusDays(28);
        assertThat(figures(both)).extracting(Figure::cut).contains(before, cut).hasSameElementsAs(List.of(before, cut));
        assertThat(figures(both).stream().filter(f -> f.cut().equals(cut) && exact.contains(f.model())))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(figures(older).stream()
                        .filter(f -> exact.contains(f.model()))
                        .toList());
    }

    @Test
    void listsOfTheLastReleaseAreMeasuredOnWhatHappenedSince() {
        // Released on the 24th: u got (b, c, gone), v got (a). Since then u bought c and v bought b.
        FolderRun run = new Purchases()
                .add("u", "a", "2024-02-01")
                .add("v", "b", "2024-02-02")
                .add("v", "c", "2024-02-03")
                .add("u", "b", "2024-03-20")
                .add("u", "c", "2024-03-25")
                .add("v", "b", "2024-03-31")
                .run(folder.resolve("released"), SPARK, "");
        run.releasedBefore(new ReleasedTable(
                7,
                LocalDate.parse("2024-03-24"),
                SPARK.createDataFrame(
                        List.of(
                                recommended("u", 1, "b"),
                                recommended("u", 2, "gone"),
                                recommended("u", 3, "c"),
                                recommended("v", 1, "a")),
                        RecommendationsTable.CONTRACT.schema())));
        new EvaluateJob().compute(run);

        List<Figure> figures = figures(run).stream()
                .filter(f -> f.cut().equals(LocalDate.parse("2024-03-24")))
                .toList();
        assertThat(figures).extracting(Figure::protocol).containsOnly("all");
        assertThat(figures)
                .extracting(Figure::model)
                .contains("last-release", "popular-28d", "popular-90d")
                .doesNotContain("als", "blend");
        assertThat(value(figures, "last-release", "all", "mrr", 5)).isCloseTo((1.0 / 3 + 0) / 2, within(1e-9));
        assertThat(value(figures, "last-release", "all", "recall", 5)).isCloseTo(1.0 / 2, within(1e-9));
        // Two users had b by then, one each a and c: b, a, c for both, and what they sought stands at ranks 3 and 1.
        assertThat(value(figures, "popular-90d", "all", "mrr", 5)).isCloseTo((1.0 / 3 + 1) / 2, within(1e-9));
        Row compared = run.table(ModelComparisonsTable.CONTRACT)
                .where("model = 'last-release' and other = 'popular-90d' and metric = 'mrr' and k = 5")
                .head();
        assertThat(compared.<Double>getAs(ModelComparisonsTable.DIFFERENCE)).isCloseTo(-1.0 / 2, within(1e-9));
        assertThat(compared.<Double>getAs(ModelComparisonsTable.STANDARD_ERROR)).isCloseTo(1.0 / 2, within(1e-9));
    }

    private static Row recommended(String user, int rank, String item) {
        return RowFactory.create(
                java.sql.Date.valueOf("2024-03-24"), "home", user, rank, item, 1f / rank, "als", "als");
    }

    @Test
    void listsOfCategoriesAreMadeOfAndJudgedByCategories() {
        // Of categories 1 (x1, y1) and 2 (x2): u bought 2 once and 1 twice, as two items; then 1 again, by an item new
        // to u.
        FolderRun run = new Purchases()
                .add("u", "x2", "2024-03-01")
                .add("u", "x1", "2024-03-01")
                .add("u", "y1", "2024-03-01")
                .add("v", "z1", "2024-03-01")
                .add("u", "z1", "2024-03-20")
                .run(folder.resolve("categories"), SPARK, "evaluate.category-level = true");
        new EvaluateJob().compute(run);

        List<Figure> figures = figures(run);
        assertThat(value(figures, "personal-frequency", "category", "mrr", 5)).isEqualTo(1.0);
        assertThat(value(figures, "popular-28d", "category", "precision", 5)).isCloseTo(1.0 / 5, within(1e-9));
        assertThat(figures.stream().filter(f -> f.protocol().equals("category")))
                .extracting(Figure::metric)
                .containsOnly("ndcg", "precision", "recall", "map", "mrr", "hit-rate");
        assertThat(rows(run.table(BacktestListsTable.CONTRACT).where("protocol = 'category'")))
                .extracting(row -> row.<String>getAs(BacktestListsTable.ITEM_ID))
                .containsOnly("1", "2");
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
            MeasuredLists measured = new MeasuredLists(
                    generated.table(BacktestListsTable.CONTRACT).repartition(partitions),
                    generated.table(BacktestRelevantTable.CONTRACT).repartition(partitions),
                    generated.table(BacktestItemsTable.CONTRACT).repartition(partitions),
                    generated.table(BacktestUsersTable.CONTRACT).repartition(partitions));
            List<ExpectedFigures> expected = RankedModel.of(
                            settings, generated.settings().recommend())
                    .stream()
                    .flatMap(model -> model.protocols().stream()
                            .map(protocol -> new ExpectedFigures(
                                    LocalDate.parse("2024-03-03"), model, RankedModel.id(protocol))))
                    .toList();
            Dataset<Row> metrics = ModelMetrics.of(
                    measured, measured.values(settings.lengths()), ExpectedFigures.rows(SPARK, expected), settings);
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
