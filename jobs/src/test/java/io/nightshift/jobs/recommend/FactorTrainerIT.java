package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.als.Solver;
import io.nightshift.als.Weighting;
import io.nightshift.jobs.recommend.FactorSettings.Engine;
import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What both engines promise; ours to the bit, MLlib's to 1e-6. */
class FactorTrainerIT {
    private static FactorTrainer trainer(Engine engine) {
        return trainer(engine, Damping.NONE);
    }

    private static FactorTrainer trainer(Engine engine, Damping damping) {
        return FactorTrainer.of(
                new FactorSettings(engine, 4, 3, 0.1, 1, Weighting.MLLIB, 1, damping, 1, Solver.AUTO, Optional.empty()),
                7);
    }

    /** Of our engine, fitted with about so many users. */
    private static FactorTrainer trainer(int maxUsers) {
        return FactorTrainer.of(
                new FactorSettings(
                        Engine.NIGHTSHIFT,
                        4,
                        3,
                        0.1,
                        1,
                        Weighting.MLLIB,
                        1,
                        Damping.NONE,
                        1,
                        Solver.AUTO,
                        Optional.of(maxUsers)),
                7);
    }

    private static Dataset<Row> pairs(int count) {
        StructType schema = new StructType()
                .add("user", DataTypes.IntegerType, false)
                .add("item", DataTypes.IntegerType, false)
                .add("weight", DataTypes.DoubleType, false);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(RowFactory.create(i * 7 % 30, i * i % 41, i % 5 * 0.5));
        }
        return TestSpark.session().createDataFrame(rows, schema).dropDuplicates("user", "item");
    }

    @ParameterizedTest
    @CsvSource({"NIGHTSHIFT, 0", "MLLIB, 1e-6"})
    void learnsTheSameVectorsFromAnyPartitioning(Engine engine, float tolerance) {
        try (Factors two = trainer(engine).fit(pairs(400).repartition(2));
                Factors nine = trainer(engine).fit(pairs(400).repartition(9))) {
            assertClose(vectors(two.users()), vectors(nine.users()), tolerance);
            assertClose(vectors(two.items()), vectors(nine.items()), tolerance);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void givesNoVectorToWhoHasNoWeightAboveZero(Engine engine) {
        long positive = pairs(400).where("weight > 0").select("user").distinct().count();
        try (Factors factors = trainer(engine).fit(pairs(400));
                Factors none = trainer(engine).fit(pairs(400).where("weight = 0"))) {
            assertThat(factors.users().count()).isEqualTo(positive);
            assertThat(none.items().count()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void dampsWeightsBeforeItLearnsFromThem(Engine engine) {
        Dataset<Row> pairs = pairs(400);
        try (Factors damped = trainer(engine, Damping.LOG).fit(pairs);
                Factors expected = trainer(engine).fit(pairs.selectExpr("user", "item", "ln(1 + weight) weight"))) {
            assertClose(vectors(damped.users()), vectors(expected.users()), 1e-5f);
        }
    }

    @Test
    void foldsInWhoIsBeyondTheMostUsers() {
        Dataset<Row> all = pairs(400);
        Column sample = UserSample.of(
                        all.where("weight > 0").select("user").distinct().count(), 12, ~7)
                .orElseThrow();
        // And an item that only one of the others has.
        Dataset<Row> pairs = all.unionByName(all.where("weight > 0")
                        .where(not(sample))
                        .orderBy("user", "item")
                        .limit(1)
                        .selectExpr("user", "1000 item", "2.0D weight"))
                .persist();
        try (Factors some = trainer(12).fit(pairs);
                Factors again = trainer(12).fit(pairs.repartition(7));
                Factors alone = trainer(Engine.NIGHTSHIFT).fit(pairs.where(sample))) {
            Map<Integer, float[]> users = vectors(some.users());
            Map<Integer, float[]> items = vectors(some.items());
            assertThat(users.keySet()).isEqualTo(ids(pairs.where("weight > 0"), "user"));
            assertThat(items.keySet()).isEqualTo(ids(pairs.where("weight > 0"), "item"));
            assertClose(users, vectors(again.users()), 0);
            assertClose(items, vectors(again.items()), 0);
            // Those who were learned from have what learning from them alone gives.
            Map<Integer, float[]> fitted = vectors(alone.users());
            assertThat(fitted.size()).isBetween(5, 20);
            fitted.forEach((user, vector) ->
                    assertThat(users.get(user)).as("user " + user).containsExactly(vector));
            vectors(alone.items())
                    .forEach((item, vector) ->
                            assertThat(items.get(item)).as("item " + item).containsExactly(vector));
            // A user folded in solves (sum over all items of y y' + sum over own items of w y y' + lambda n) x = sum (1
            // + w) y.
            int folded = users.keySet().stream()
                    .filter(user -> !fitted.containsKey(user))
                    .findFirst()
                    .orElseThrow();
            assertSolves(users.get(folded), vectors(alone.items()), pairs.where("weight > 0 and user = " + folded));
            // So does item 1000, against the fitted users and all others with an item that none of these has.
            Map<Integer, float[]> known = new TreeMap<>(fitted);
            Set<Integer> fittedItems = vectors(alone.items()).keySet();
            for (Row pair : pairs.where("weight > 0").where(not(sample)).collectAsList()) {
                if (!fittedItems.contains(pair.getInt(1))) {
                    known.put(pair.getInt(0), users.get(pair.getInt(0)));
                }
            }
            assertSolves(items.get(1000), known, pairs.where("item = 1000").selectExpr("item", "user", "weight"));
        } finally {
            pairs.unpersist();
        }
    }

    /** The residual of the normal equations of implicit ALS, alpha 1, with lambda 0.1 x the number of pairs with a known item. */
    private static void assertSolves(float[] x, Map<Integer, float[]> items, Dataset<Row> pairs) {
        double[] residual = new double[x.length];
        items.values().forEach(y -> addTo(residual, y, dot(x, y)));
        int known = 0;
        for (Row pair : pairs.collectAsList()) {
            float[] y = items.get(pair.getInt(1));
            if (y != null) {
                known++;
                addTo(residual, y, pair.getDouble(2) * dot(x, y) - (1 + pair.getDouble(2)));
            }
        }
        for (int k = 0; k < x.length; k++) {
            assertThat(residual[k] + 0.1 * known * x[k]).isCloseTo(0, within(1e-4));
        }
    }

    private static void addTo(double[] sum, float[] vector, double times) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += times * vector[k];
        }
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += (double) x[k] * y[k];
        }
        return sum;
    }

    private static Set<Integer> ids(Dataset<Row> pairs, String column) {
        return new TreeSet<>(pairs.select(column).distinct().as(Encoders.INT()).collectAsList());
    }

    @Test
    void holdsNothingInMemoryOnceClosed() {
        Set<Object> before = TestSpark.held();
        trainer(Engine.NIGHTSHIFT).fit(pairs(400)).close();
        trainer(12).fit(pairs(400)).close();
        assertThat(TestSpark.held()).isSubsetOf(before);
    }

    private static Map<Integer, float[]> vectors(Dataset<Row> side) {
        Map<Integer, float[]> vectors = new TreeMap<>();
        for (Row row : (Row[]) side.collect()) {
            vectors.put(row.getInt(0), FloatArrays.of(row, 1));
        }
        return vectors;
    }

    private static void assertClose(Map<Integer, float[]> some, Map<Integer, float[]> others, float tolerance) {
        assertThat(some.keySet()).isEqualTo(others.keySet());
        some.forEach((id, vector) -> {
            for (int k = 0; k < vector.length; k++) {
                assertThat(vector[k]).isCloseTo(others.get(id)[k], within(tolerance));
            }
        });
    }
}
