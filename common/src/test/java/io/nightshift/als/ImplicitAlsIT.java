package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.errors.InputBadException;
import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImplicitAlsIT {
    private static final SparkSession SPARK = TestSpark.session();
    private static final StructType SCHEMA = new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.IntegerType)
            .add("weight", DataTypes.DoubleType);
    private static final AlsSettings SETTINGS =
            AlsSettings.defaults().withRank(5).withIterations(12).withBlocks(3).withSolver(Solver.CHOLESKY);

    /** 60 users, 39 items, some weights zero. */
    private static Dataset<Row> interactions() {
        return interactions(0);
    }

    private static Dataset<Row> interactions(double least) {
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < 600; k++) {
            rows.add(RowFactory.create(k % 60, (k * k + k / 60) % 40, k % 7 + least));
        }
        return SPARK.createDataFrame(rows, SCHEMA).dropDuplicates("user", "item");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0})
    void reachesTheObjectiveOfMllib(double least) {
        Dataset<Row> pairs = interactions(least);
        ALSModel mllib = new ALS()
                .setImplicitPrefs(true)
                .setRatingCol("weight")
                .setRank(5)
                .setMaxIter(12)
                .setRegParam(0.1)
                .setAlpha(1)
                .fit(pairs);
        try (AlsModel ours = ImplicitAls.fit(pairs, SETTINGS)) {
            double theirs = objective(pairs, vectors(mllib.userFactors()), vectors(mllib.itemFactors()));
            double reported = ours.objective().get(11);
            assertThat(objective(pairs, vectors(ours.userFactors()), vectors(ours.itemFactors())))
                    .isCloseTo(reported, within(1e-5 * reported));
            assertThat(reported).isLessThan(theirs * 1.001);
        }
    }

    @Test
    void solvesUsersAgainstMllibsItemsAsMllibDid() {
        Dataset<Row> pairs = interactions(-2);
        ALSModel mllib = new ALS()
                .setImplicitPrefs(true)
                .setRatingCol("weight")
                .setRank(5)
                .setMaxIter(2)
                .setRegParam(0.1)
                .setAlpha(1)
                .fit(pairs);
        Map<Integer, List<Float>> theirs = vectors(mllib.userFactors());
        Map<Integer, List<Float>> ours =
                vectors(FoldIn.users(pairs, mllib.itemFactors().toDF("id", "factor"), SETTINGS));
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        ours.forEach((user, vector) -> {
            for (int d = 0; d < 5; d++) {
                assertThat(vector.get(d)).isCloseTo(theirs.get(user).get(d), within(1e-4f));
            }
        });
    }

    @Test
    void lowersTheObjectiveInEveryIterationWithEitherSolver() {
        for (Solver solver : List.of(Solver.CHOLESKY, Solver.CG)) {
            try (AlsModel model = ImplicitAls.fit(interactions(), SETTINGS.withSolver(solver))) {
                assertThat(model.objective()).hasSize(12);
                for (int k = 1; k < 12; k++) {
                    assertThat(model.objective().get(k))
                            .isLessThanOrEqualTo(model.objective().get(k - 1) * (1 + 1e-6));
                }
            }
        }
    }

    @Test
    void givesTheSameBitsForAnyPartitioningAndOrder() {
        for (Solver solver : List.of(Solver.CHOLESKY, Solver.CG)) {
            AlsSettings settings = SETTINGS.withSolver(solver);
            Map<Integer, List<Float>> expected = users(interactions().coalesce(1), settings);
            assertThat(users(interactions().repartition(9), settings)).isEqualTo(expected);
            assertThat(users(interactions().orderBy("weight", "item").repartition(2), settings))
                    .isEqualTo(expected);
        }
    }

    @Test
    void sumsTheWeightsOfAPairThatComesTwice() {
        Dataset<Row> halves = interactions().selectExpr("user", "item", "weight / 2 as weight");
        assertThat(users(halves.union(halves).repartition(5), SETTINGS)).isEqualTo(users(interactions(), SETTINGS));
    }

    @Test
    void stopsWhenAnIterationChangesLittleButOnlyIfAsked() {
        try (AlsModel model = ImplicitAls.fit(interactions(), SETTINGS.withTolerance(0.2))) {
            assertThat(model.objective().size()).isLessThan(12);
        }
        // a small fit is still after some 30 iterations, when rounding lets the objective rise
        AlsSettings all = SETTINGS.withRank(1).withIterations(60);
        try (AlsModel model = ImplicitAls.fit(interactions().where("user < 5"), all)) {
            assertThat(model.objective()).hasSize(60);
        }
    }

    @Test
    void givesTheZeroVectorToWhoHasNoWeightAboveZero() {
        Dataset<Row> pairs = interactions().selectExpr("user", "item", "if(user = 3, -weight, weight) weight");
        for (Solver solver : List.of(Solver.CHOLESKY, Solver.CG)) {
            assertThat(users(pairs, SETTINGS.withSolver(solver)).get(3)).containsOnly(0f);
        }
    }

    @Test
    void namesAFitThatDiverges() {
        assertThat(ImplicitAls.converged(List.of(10.0, 10.001), 0)).isFalse();
        for (double next : new double[] {10.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> ImplicitAls.converged(List.of(10.0, next), 0))
                    .isInstanceOf(InputBadException.class)
                    .hasMessage("Cannot fit ALS: objective=" + next + " after iteration 2, expected a falling number;"
                            + " raise regularization, or lower alpha or the weights");
        }
    }

    @Test
    void leavesNothingCachedWhenClosed() {
        Set<Object> before = TestSpark.held();
        ImplicitAls.fit(interactions(), SETTINGS).close();
        assertThat(TestSpark.held()).isSubsetOf(before);
    }

    @Test
    void fitsMoreFactorsThanItems() {
        try (AlsModel model = ImplicitAls.fit(interactions(), SETTINGS.withRank(70))) {
            assertThat(model.itemFactors().count()).isEqualTo(39);
        }
    }

    @Test
    void refusesInputThatCannotBeFitted() {
        Dataset<Row> good = interactions();
        assertRefused(good.where("false"), "Cannot fit ALS: interactions=0, expected at least one");
        assertRefused(good.selectExpr("cast(null as int)", "item", "weight"), "user, item or weight=null");
        assertRefused(good.selectExpr("user", "cast(null as int)", "weight"), "user, item or weight=null");
        assertRefused(good.selectExpr("user", "item", "cast(null as double)"), "user, item or weight=null");
        assertRefused(
                good.selectExpr("cast(user as string)", "item", "weight"), "expected an integer user, an integer item");
        assertRefused(
                good.where("weight > 0").selectExpr("user", "item", "weight * 1e30"),
                "with alpha=1.0, expected alpha x weight of at most 16777216 (2^24); cap or damp the weights");
        assertRefused(good.selectExpr("cast(user as bigint) + 3000000000", "item", "weight"), "user=30000000");
        assertRefused(good.selectExpr("user", "item", "cast('NaN' as double)"), "weight=NaN for user ");
        assertRefused(good.selectExpr("user", "item", "cast('Infinity' as double)"), "weight=Infinity for user ");
        assertRefused(good.selectExpr("user", "item", "cast(1e39 as double)"), "weight=1.0E39 for user ");
    }

    @Test
    void namesASystemThatHasNoSolution() {
        // with fewer items than factors and no regularisation nothing decides between solutions
        assertThatThrownBy(() -> ImplicitAls.fit(
                        interactions().where("item < 3"),
                        SETTINGS.withRegularization(0).withRank(70)))
                .isInstanceOf(InputBadException.class)
                .hasMessageContaining("expected a finite number above zero; raise regularization");
    }

    @Test
    void fitsAUserWithAHundredThousandItems() {
        Dataset<Row> wide = SPARK.range(100_000).selectExpr("7 as user", "cast(id as int) as item", "2.0 as weight");
        try (AlsModel model = ImplicitAls.fit(
                wide.union(wide.selectExpr("8 as user", "item", "weight").limit(3)), SETTINGS.withIterations(2))) {
            assertThat(model.itemFactors().count()).isEqualTo(100_000);
            assertThat(model.objective().get(1)).isLessThan(model.objective().get(0));
        }
    }

    private static void assertRefused(Dataset<Row> interactions, String message) {
        assertThatThrownBy(() -> ImplicitAls.fit(interactions, SETTINGS))
                .isInstanceOf(InputBadException.class)
                .hasMessageContaining(message);
    }

    private static Map<Integer, List<Float>> users(Dataset<Row> interactions, AlsSettings settings) {
        try (AlsModel model = ImplicitAls.fit(interactions, settings)) {
            return vectors(model.userFactors());
        }
    }

    private static Map<Integer, List<Float>> vectors(Dataset<Row> side) {
        Map<Integer, List<Float>> vectors = new TreeMap<>();
        for (Row row : (Row[]) side.collect()) {
            vectors.put(row.getInt(0), row.getList(1));
        }
        return vectors;
    }

    /** The objective pair by pair, alpha 1, regularization 0.1 scaled by counts of weights above 0. */
    private static double objective(
            Dataset<Row> pairs, Map<Integer, List<Float>> users, Map<Integer, List<Float>> items) {
        Map<String, Double> weights = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (Row row : (Row[]) pairs.collect()) {
            weights.put(row.getInt(0) + " " + row.getInt(1), row.getDouble(2));
            counts.merge("u" + row.getInt(0), row.getDouble(2) > 0 ? 1 : 0, Integer::sum);
            counts.merge("i" + row.getInt(1), row.getDouble(2) > 0 ? 1 : 0, Integer::sum);
        }
        double sum = 0;
        for (int user : users.keySet()) {
            sum += 0.1 * counts.get("u" + user) * dot(users.get(user), users.get(user));
            for (int item : items.keySet()) {
                double weight = weights.getOrDefault(user + " " + item, 0.0);
                double error = (weight > 0 ? 1 : 0) - dot(users.get(user), items.get(item));
                sum += (1 + Math.abs(weight)) * error * error;
            }
        }
        for (int item : items.keySet()) {
            sum += 0.1 * counts.get("i" + item) * dot(items.get(item), items.get(item));
        }
        return sum;
    }

    private static double dot(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int k = 0; k < a.size(); k++) {
            sum += (double) a.get(k) * b.get(k);
        }
        return sum;
    }
}
