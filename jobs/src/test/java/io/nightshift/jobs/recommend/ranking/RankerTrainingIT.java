package io.nightshift.jobs.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RankerTrainingIT {
    private static final Map<Kind, List<String>> FEATURES =
            Map.of(Kind.KNOWN, List.of("x", "y"), Kind.UNKNOWN, List.of("x"));
    private static final RankingSettings SETTINGS =
            new RankingSettings(RankingSettings.Model.LOGISTIC, 28, 2, 100, 0.2, 1000, 5, 1e-6);

    private static Row example(int user, int item, Kind kind, boolean taken, float weight, float... features) {
        return RowFactory.create(0L, user, item, kind.id(), taken, weight, features);
    }

    private static LearnedRanker fit(List<Row> examples) {
        return fit(TestSpark.session().createDataFrame(examples, ExampleRows.SCHEMA));
    }

    private static LearnedRanker fit(Dataset<Row> examples) {
        return new RankerTraining(FEATURES, SETTINGS).fit(examples);
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
        assertThat(model.linear().intercept()).isCloseTo(-Math.log(3), within(1e-4));
        assertThat(model.linear().coefficients()[0]).isCloseTo(2 * Math.log(3), within(1e-4));
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

    @Test
    void comesBackFromItsTableAndIsTheSameForAnyPartitions() {
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

        List<Row> table = RankerRows.of(fit(rows.repartition(2)).ranker());

        assertThat(RankerRows.of(fit(rows.repartition(7)).ranker())).isEqualTo(table);
        assertThat(RankerRows.of(RankerRows.read(
                        TestSpark.session().createDataFrame(table, RankerModelsTable.CONTRACT.schema()))))
                .isEqualTo(table);
    }
}
