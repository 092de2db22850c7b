package io.nightshift.jobs.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.recommend.ranking.RankingSettings.Model;
import io.nightshift.logistic.LogOdds;
import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankerTrainingIT {
    private static final Map<Kind, List<String>> FEATURES =
            Map.of(Kind.KNOWN, List.of("x", "y"), Kind.UNKNOWN, List.of("x"));

    private static Row example(int user, int item, Kind kind, boolean taken, float weight, float... features) {
        return example(0, user, item, kind, taken, weight, features);
    }

    private static Row example(
            long asOf, int user, int item, Kind kind, boolean taken, float weight, float... features) {
        return RowFactory.create(asOf, user, item, kind.id(), taken, weight, features);
    }

    private static LearnedRanker fit(List<Row> examples) {
        return fit(Model.LOGISTIC, examples);
    }

    private static LearnedRanker fit(Model model, List<Row> examples) {
        return fit(model, TestSpark.session().createDataFrame(examples, ExampleRows.SCHEMA));
    }

    private static LearnedRanker fit(Model model, Dataset<Row> examples) {
        RankingSettings settings =
                new RankingSettings(model, 28, 2, 100, 0.2, 1000, 5, 1e-6, new TreesSettings(10, 3, 0.3, 5, 1));
        return new RankerTraining(FEATURES, settings).fit(examples);
    }

    /** Of unknown items with x = 0 a quarter is taken, with x = 1 three quarters; a row not taken stands for two. */
    private static List<Row> unknown() {
        List<Row> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            boolean high = i % 2 == 1;
            examples.add(example(i, 1, Kind.UNKNOWN, true, high ? 6 : 2, high ? 1 : 0));
            examples.add(example(i, 2, Kind.UNKNOWN, false, high ? 2 : 6, high ? 1 : 0));
        }
        return examples;
    }

    private static List<Row> knownTaken(int taken, int left) {
        List<Row> examples = new ArrayList<>();
        for (int i = 0; i < taken + left; i++) {
            examples.add(example(i, 3, Kind.KNOWN, i < taken, 1, i % 3, i % 5));
        }
        return examples;
    }

    private static List<Row> both(List<Row> a, List<Row> b) {
        List<Row> rows = new ArrayList<>(a);
        rows.addAll(b);
        return rows;
    }

    @Test
    void findsTheLogOddsOfWeightedExamples() {
        LearnedRanker learned = fit(both(unknown(), knownTaken(10, 20)));

        Ranker.Model model = learned.ranker().model(Kind.UNKNOWN).orElseThrow();
        assertThat(model.candidates()).isInstanceOf(LinearModel.class);
        LogOdds odds = ((LinearModel) model.candidates()).odds();
        assertThat(odds.intercept()).isCloseTo(-Math.log(3), within(1e-4));
        assertThat(odds.coefficients()[0]).isCloseTo(2 * Math.log(3), within(1e-4));
        assertThat(model.probability(new double[] {1})).isCloseTo(0.75, within(1e-3));
        assertThat(learned.examples()).containsEntry(Kind.KNOWN, new LearnedRanker.Counts(10, 20));
    }

    @Test
    void leavesAKindOutOfWhichNobodyTookAny() {
        Ranker ranker = fit(both(unknown(), knownTaken(0, 20))).ranker();

        assertThat(ranker.isLearned()).isTrue();
        assertThat(ranker.model(Kind.KNOWN)).isEmpty();
    }

    @Test
    void learnsNothingWhenOneKindIsTooRareToTell() {
        assertThat(fit(both(unknown(), knownTaken(4, 20))).ranker()).isEqualTo(Ranker.NONE);
        assertThat(fit(unknown()).ranker()).isEqualTo(Ranker.NONE);
        assertThat(fit(List.of()).ranker()).isEqualTo(Ranker.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGISTIC", "TREES"})
    void comesBackFromItsTableAndIsTheSameForAnyPartitions(Model model) {
        Random random = new Random(5);
        List<Row> examples = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            float x = (float) random.nextGaussian();
            Kind kind = i % 2 == 0 ? Kind.KNOWN : Kind.UNKNOWN;
            boolean taken = random.nextDouble() < 1 / (1 + Math.exp(2 - x));
            float[] features = kind == Kind.KNOWN ? new float[] {x, random.nextFloat()} : new float[] {x};
            examples.add(example(i / 20, i, kind, taken, taken ? 1 : 5, features));
        }
        Dataset<Row> rows = TestSpark.session().createDataFrame(examples, ExampleRows.SCHEMA);

        List<Row> table = RankerRows.of(fit(model, rows.repartition(2)).ranker());

        assertThat(RankerRows.of(fit(model, rows.repartition(7)).ranker())).isEqualTo(table);
        assertThat(throughTheTable(table)).isEqualTo(table);
    }

    private static List<Row> throughTheTable(List<Row> rows) {
        return RankerRows.of(
                RankerRows.read(TestSpark.session().createDataFrame(rows, RankerModelsTable.CONTRACT.schema())));
    }

    /** Two windows; known items are taken where just one of x and y is above 0, unknown ones the more the larger x is. */
    private static List<Row> twoSorts() {
        Random random = new Random(3);
        List<Row> examples = new ArrayList<>();
        for (int i = 0; i < 1600; i++) {
            float x = (float) random.nextGaussian();
            float y = (float) random.nextGaussian();
            boolean one = random.nextDouble() < (x > 0 ^ y > 0 ? 0.9 : 0.1);
            boolean large = random.nextDouble() < 1 / (1 + Math.exp(-x));
            examples.add(example(i % 2, i, 1, Kind.KNOWN, one, 1, x, y));
            examples.add(example(i % 2, i, 2, Kind.UNKNOWN, large, 1, x));
        }
        return examples;
    }

    @Test
    void findsByTreesWhatCountsOnlyTogether() {
        LearnedRanker learned = fit(Model.TREES, twoSorts());

        Ranker.Model model = learned.ranker().model(Kind.KNOWN).orElseThrow();
        assertThat(model.probability(new double[] {1, -1})).isGreaterThan(0.8);
        assertThat(model.probability(new double[] {1, 1})).isLessThan(0.2);
        List<Row> table = RankerRows.of(learned.ranker());
        assertThat(table).anyMatch(row -> row.getString(1).equals("node"));
        assertThat(throughTheTable(table)).isEqualTo(table);
    }

    @Test
    void takesForEachKindWhatDidBetterOnTheLatestWindow() {
        LearnedRanker learned = fit(Model.AUTO, twoSorts());

        assertThat(learned.ranker().model(Kind.KNOWN).orElseThrow().candidates())
                .isInstanceOf(TreesModel.class);
        assertThat(learned.ranker().model(Kind.UNKNOWN).orElseThrow().candidates())
                .isInstanceOf(LinearModel.class);
        LearnedRanker.Contest known = learned.contests().get(Kind.KNOWN);
        assertThat(known.logistic()).isBetween(0.4, 0.6);
        assertThat(known.trees()).isGreaterThan(0.8);
    }

    @Test
    void takesRegressionsWhereThereIsOnlyOneWindowToTell() {
        LearnedRanker learned = fit(Model.AUTO, both(unknown(), knownTaken(10, 20)));

        assertThat(learned.contests()).isEmpty();
        assertThat(RankerRows.of(learned.ranker()))
                .isEqualTo(
                        RankerRows.of(fit(both(unknown(), knownTaken(10, 20))).ranker()));
    }
}
