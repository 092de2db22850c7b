package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.als.Solver;
import io.nightshift.als.Weighting;
import io.nightshift.jobs.recommend.FactorSettings.Engine;
import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
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
                new FactorSettings(engine, 4, 3, 0.1, 1, Weighting.MLLIB, 1, damping, 1, Solver.AUTO), 7);
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
    void holdsNothingInMemoryOnceClosed() {
        Set<Object> before = TestSpark.held();
        trainer(Engine.NIGHTSHIFT).fit(pairs(400)).close();
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
