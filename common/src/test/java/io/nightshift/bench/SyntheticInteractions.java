package io.nightshift.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Interactions drawn with a fixed seed: item i is drawn with a probability proportional to 1 / (i + 20), a user's activity is
 * log-normal(0, 1), draws of one pair are summed. Each user's draws depend on the user's number alone.
 *
 * @param users number of users
 * @param items number of items
 * @param draws number of draws in expectation
 */
public record SyntheticInteractions(int users, int items, long draws) {
    public static final StructType SCHEMA = new StructType()
            .add("user", DataTypes.IntegerType, false)
            .add("item", DataTypes.IntegerType, false)
            .add("weight", DataTypes.FloatType, false);

    private static final long SEED = 20_260_801;

    /** Rows of {@link #SCHEMA}, each pair once. */
    public Dataset<Row> rows(SparkSession spark) {
        double[] shares = cumulativeShares();
        double perActivity = draws / (users * Math.exp(0.5));
        FlatMapFunction<Long, Row> drawn = user -> drawn(user.intValue(), perActivity, shares);
        return spark.range(0, users, 1, 8).as(Encoders.LONG()).flatMap(drawn, Encoders.row(SCHEMA));
    }

    /** The same rows without Spark, users ascending. */
    public void forEach(Consumer<Row> sink) {
        double[] shares = cumulativeShares();
        double perActivity = draws / (users * Math.exp(0.5));
        for (int user = 0; user < users; user++) {
            drawn(user, perActivity, shares).forEachRemaining(sink);
        }
    }

    private double[] cumulativeShares() {
        double[] shares = new double[items];
        double sum = 0;
        for (int item = 0; item < items; item++) {
            sum += 1.0 / (item + 20);
            shares[item] = sum;
        }
        for (int item = 0; item < items; item++) {
            shares[item] /= sum;
        }
        return shares;
    }

    private static Iterator<Row> drawn(int user, double perActivity, double[] shares) {
        SplittableRandom random = new SplittableRandom(SEED + user);
        long count = Math.max(1, Math.round(perActivity * Math.exp(random.nextGaussian())));
        Map<Integer, Float> weights = new HashMap<>();
        for (long draw = 0; draw < count; draw++) {
            int found = Arrays.binarySearch(shares, random.nextDouble());
            weights.merge(Math.min(found < 0 ? -found - 1 : found, shares.length - 1), 1f, Float::sum);
        }
        return weights.entrySet().stream()
                .map(pair -> RowFactory.create(user, pair.getKey(), pair.getValue()))
                .iterator();
    }
}
