package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.InputBadException;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeIT {
    private static final SparkSession SPARK = TestSpark.session();

    /** Vectors of 60 users take 1200 bytes, of 39 items 780. */
    private static final AlsSettings SETTINGS =
            AlsSettings.defaults().withRank(5).withIterations(3).withBlocks(3).withWeighting(Weighting.ALL_PAIRS);

    private static final long NEITHER = 400;
    private static final long ITEMS_ONLY = 1000;

    private static Dataset<Row> interactions() {
        StructType schema = new StructType()
                .add("user", DataTypes.IntegerType)
                .add("item", DataTypes.IntegerType)
                .add("weight", DataTypes.DoubleType);
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < 600; k++) {
            rows.add(RowFactory.create(k % 60, (k * k + k / 60) % 40, 1.0 + k % 7));
        }
        return SPARK.createDataFrame(rows, schema).dropDuplicates("user", "item");
    }

    @Test
    void givesTheBitsOfTheBroadcastWhicheverSideIsExchanged() {
        for (Solver solver : List.of(Solver.CHOLESKY, Solver.CG)) {
            AlsSettings settings = SETTINGS.withSolver(solver);
            Fitted expected = fitted(settings);
            assertThat(fitted(settings.withBroadcastLimitBytes(NEITHER))).isEqualTo(expected);
            assertThat(fitted(settings.withBroadcastLimitBytes(ITEMS_ONLY))).isEqualTo(expected);
        }
    }

    @Test
    void makesLostVectorsAgainToTheSameBits() {
        for (long limit : new long[] {NEITHER, ITEMS_ONLY}) {
            try (AlsModel model = ImplicitAls.fit(interactions(), SETTINGS.withBroadcastLimitBytes(limit))) {
                List<String> before = sorted(model.userFactors());
                loseEverythingCached();
                assertThat(sorted(model.userFactors())).isEqualTo(before);
            }
        }
    }

    @Test
    void makesVectorsLostDuringAFitAgainToTheSameBits() {
        for (long limit : new long[] {NEITHER, ITEMS_ONLY}) {
            AlsSettings settings = SETTINGS.withBroadcastLimitBytes(limit);
            Fitted expected = fitted(settings);
            AtomicInteger losses = new AtomicInteger();
            SparkListener losing = new SparkListener() {
                @Override
                public void onJobEnd(SparkListenerJobEnd job) {
                    loseEverythingCached();
                    losses.incrementAndGet();
                }
            };
            SPARK.sparkContext().addSparkListener(losing);
            try {
                assertThat(fitted(settings)).isEqualTo(expected);
            } finally {
                SPARK.sparkContext().removeSparkListener(losing);
            }
            assertThat(losses).hasValueGreaterThan(2 * settings.iterations());
        }
    }

    @Test
    void boundsLineageAtACheckpoint(@TempDir Path folder) {
        SPARK.sparkContext().setCheckpointDir(folder.toString());
        try {
            assertThat(fitted(SETTINGS.withBroadcastLimitBytes(NEITHER))).isEqualTo(fitted(SETTINGS));
            assertThat(folder).isNotEmptyDirectory();
            assertThat(lineage(12)).isEqualTo(lineage(7));
        } finally {
            SPARK.sparkContext().checkpointDir_$eq(scala.Option.empty());
        }
    }

    /** How many steps back the vectors after so many iterations can be made again from. */
    private static int lineage(int iterations) {
        try (AlsModel model = ImplicitAls.fit(
                interactions(), SETTINGS.withBroadcastLimitBytes(NEITHER).withIterations(iterations))) {
            return model.userFactors().javaRDD().toDebugString().split("\n").length;
        }
    }

    @Test
    void leavesNothingCachedWhenAFitFails() {
        Set<Object> before = TestSpark.held();
        AlsSettings singular = SETTINGS.withBroadcastLimitBytes(NEITHER)
                .withRank(70)
                .withRegularization(0)
                .withWeighting(Weighting.MLLIB)
                .withSolver(Solver.CHOLESKY);
        assertThatThrownBy(() -> ImplicitAls.fit(interactions(), singular)).isInstanceOf(InputBadException.class);
        assertThat(TestSpark.held()).isSubsetOf(before);
    }

    @Test
    void leavesNothingCachedWhenClosed() {
        Set<Object> before = TestSpark.held();
        ImplicitAls.fit(interactions(), SETTINGS.withBroadcastLimitBytes(NEITHER))
                .close();
        assertThat(TestSpark.held()).isSubsetOf(before);
    }

    /** As when the executors that hold the blocks are gone. */
    private static void loseEverythingCached() {
        scala.collection.Iterator<Object> cached =
                SPARK.sparkContext().getPersistentRDDs().keysIterator();
        while (cached.hasNext()) {
            SparkEnv.get().blockManager().master().removeRdd((Integer) cached.next(), true);
        }
    }

    private record Fitted(List<String> users, List<String> items, List<Double> objective, List<String> lists) {}

    private static Fitted fitted(AlsSettings settings) {
        try (AlsModel model = ImplicitAls.fit(interactions(), settings)) {
            return new Fitted(
                    sorted(model.userFactors()),
                    sorted(model.itemFactors()),
                    model.objective(),
                    sorted(model.topItems(4, Seen.EXCLUDED)));
        }
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }
}
