package io.nightshift.als;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Vectors for users, or items, that came after training: one exact half-step against the other side's vectors, which stay as they are.
 * The weighting is that of training, so a user whose history did not change gets the vector that training gave.
 *
 * <p>Both methods take interactions as {@link ImplicitAls#fit(Dataset, AlsSettings)} does: user id, item id (integers), weight, by any
 * names; one shuffle brings them together, the fixed side is broadcast. The result has a row for each user (or item) with at least one
 * pair whose other side has a vector, {@link AlsModel#ID} and {@link AlsModel#FACTOR}; other pairs count for nothing. It is computed
 * whenever it is read, the same bits each time: write or cache it.
 */
public final class FoldIn {
    private FoldIn() {}

    /**
     * Solves users against fixed items.
     *
     * @param interactions all interactions of the users wanted, the older ones too
     * @param itemFactors id (int) and vector (array of float), each id once
     * @param settings those of the fit; the solver is always exact
     * @throws SettingsException when the item vectors exceed the broadcast limit
     * @throws InputBadException when the vectors' rank is not that of the settings or a number is not finite; for interactions as
     *     {@link ImplicitAls#fit(Dataset, AlsSettings)}, once the result is read
     */
    public static Dataset<Row> users(Dataset<Row> interactions, Dataset<Row> itemFactors, AlsSettings settings) {
        return solve(interactions, itemFactors, settings);
    }

    /**
     * Solves items against fixed users.
     *
     * @param interactions user, item and weight: all interactions of the items wanted
     * @param userFactors id (int) and vector (array of float), each id once
     * @param settings those of the fit; the solver is always exact
     * @throws SettingsException as for users
     * @throws InputBadException as for users
     */
    public static Dataset<Row> items(Dataset<Row> interactions, Dataset<Row> userFactors, AlsSettings settings) {
        return solve(Blocks.transposed(interactions), userFactors, settings);
    }

    private static Dataset<Row> solve(Dataset<Row> pairs, Dataset<Row> factors, AlsSettings settings) {
        SparkSession spark = pairs.sparkSession();
        AlsSettings exact = settings.withSolver(Solver.CHOLESKY);
        Broadcast<Against> against = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(Against.of(FixedVectors.collect(factors, settings)));
        JavaRDD<Tuple2<Object, float[]>> rows =
                Blocks.byRow(pairs, settings.blocks()).flatMap(block -> solve(block, against.value(), exact));
        return spark.createDataset(
                        rows.rdd(),
                        Encoders.tuple(Encoders.scalaInt(), spark.implicits().newFloatArrayEncoder()))
                .toDF(AlsModel.ID, AlsModel.FACTOR);
    }

    private static Iterator<Tuple2<Object, float[]>> solve(
            InteractionBlock block, Against against, AlsSettings settings) {
        InteractionBlock known = block.known(id -> Arrays.binarySearch(against.ids(), id));
        Weighting.check(settings, known);
        float[] zeros = new float[Math.multiplyExact(known.rows(), settings.rank())];
        FactorTable solved =
                BlockSolver.solve(settings, known, against.fixed(), zeros).vectors();
        return IntStream.range(0, known.rows())
                .mapToObj(row -> new Tuple2<Object, float[]>(known.ids()[row], solved.vector(row)))
                .iterator();
    }

    /** The fixed side: ids ascending, and their vectors in this order. */
    private record Against(int[] ids, BlockSolver.Fixed fixed) implements Serializable {
        static Against of(FixedVectors side) {
            Axes axes = Axes.of(side.gram(), side.vectors().rank());
            return new Against(side.ids(), new BlockSolver.Fixed(axes, axes.turned(side.vectors()), side.ids().length));
        }
    }
}
