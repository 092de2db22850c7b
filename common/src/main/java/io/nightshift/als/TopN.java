package io.nightshift.als;

import io.nightshift.errors.SettingsException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;
import scala.Tuple3;

/**
 * The best items of every user by the product of their vectors, exactly as scoring everything would find them: score descending, then
 * id ascending. Item vectors are broadcast, users stay where they are. Also finds items for items, or users for items: any two sides.
 *
 * <p>Rows in: an integer id and a vector (array of float), by any names. Rows out: {@link #ID}, {@link #ITEMS}, {@link #SCORES}.
 */
public final class TopN {
    /** The id of who gets the list. */
    public static final String ID = "id";
    /** The listed ids, best first. */
    public static final String ITEMS = "items";
    /** Their scores, in the same order. */
    public static final String SCORES = "scores";

    private final Dataset<Row> items;
    private final Optional<Dataset<Row>> excluded;

    private TopN(Dataset<Row> items, Optional<Dataset<Row>> excluded) {
        this.items = items;
        this.excluded = excluded;
    }

    /** Searches these items, each id once. They are collected and broadcast: memory of rank + 4 numbers an item, twice. */
    public static TopN among(Dataset<Row> items) {
        return new TopN(items, Optional.empty());
    }

    /** Leaves pairs of user id and item id (integers, in this order) out of the lists. They are shuffled once, packed. */
    public TopN excluding(Dataset<Row> pairs) {
        return new TopN(items, Optional.of(pairs));
    }

    /**
     * A row for each user.
     *
     * @param users an id and a vector each
     * @param n length of a list, 1 or more; lists are shorter only where fewer items are left
     */
    public Dataset<Row> forAll(Dataset<Row> users, int n) {
        check(n);
        SparkSession spark = users.sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<ItemVectors> panels = context.broadcast(collected(items));
        JavaRDD<Tuple2<Integer, float[]>> seekers = vectors(users).toJavaRDD();
        JavaRDD<Tuple3<Integer, int[], float[]>> lists = excluded.isEmpty()
                ? seekers.mapPartitions(
                        part -> new ListScan(free(part), panels.value().packed(), n))
                : apart(seekers, excluded.get(), panels, n);
        return rows(spark, lists);
    }

    /** Users meet their exclusions in blocks of the user id. */
    private static JavaRDD<Tuple3<Integer, int[], float[]>> apart(
            JavaRDD<Tuple2<Integer, float[]>> seekers, Dataset<Row> pairs, Broadcast<ItemVectors> panels, int n) {
        int count = Math.max(1, Math.min(seekers.getNumPartitions(), 1000));
        JavaPairRDD<Integer, Tuple2<Integer, float[]>> placed = seekers.mapToPair(
                        seeker -> new Tuple2<>(IdHash.block(seeker._1, count), seeker))
                .partitionBy(new BlockPartitioner(count));
        return placed.values()
                .zipPartitions(
                        Blocks.byRow(pairs, count),
                        (users, blocks) -> new ListScan(
                                kept(users, InteractionBlock.only(blocks)),
                                panels.value().packed(),
                                n));
    }

    private static Iterator<ListScan.Seeker> free(Iterator<Tuple2<Integer, float[]>> users) {
        return stream(users)
                .map(user -> new ListScan.Seeker(user._1, user._2, item -> false))
                .iterator();
    }

    private static Iterator<ListScan.Seeker> kept(Iterator<Tuple2<Integer, float[]>> users, InteractionBlock pairs) {
        return stream(users)
                .map(user -> {
                    int row = pairs.row(user._1);
                    int from = row < 0 ? 0 : pairs.starts()[row];
                    int to = row < 0 ? 0 : pairs.starts()[row + 1];
                    return new ListScan.Seeker(
                            user._1, user._2, item -> ItemVectors.listed(pairs.others(), from, to, item));
                })
                .iterator();
    }

    private static <T> Stream<T> stream(Iterator<T> values) {
        Iterable<T> once = () -> values;
        return StreamSupport.stream(once.spliterator(), false);
    }

    private static ItemVectors collected(Dataset<Row> items) {
        List<Tuple2<Integer, float[]>> all = vectors(items).collectAsList();
        int rank = all.isEmpty() ? 1 : all.get(0)._2.length;
        float[] values = new float[Math.multiplyExact(all.size(), rank)];
        for (int at = 0; at < all.size(); at++) {
            System.arraycopy(all.get(at)._2, 0, values, at * rank, rank);
        }
        int[] ids = all.stream().mapToInt(Tuple2::_1).toArray();
        return new ItemVectors(ids, new FactorTable(values, rank));
    }

    static Dataset<Tuple2<Integer, float[]>> vectors(Dataset<Row> side) {
        Encoder<Tuple2<Integer, float[]>> encoder =
                Encoders.tuple(Encoders.INT(), side.sparkSession().implicits().newFloatArrayEncoder());
        return side.toDF("_1", "_2").as(encoder);
    }

    static void check(int n) {
        if (n < 1) {
            throw new SettingsException("Cannot list items: n=" + n + ", expected 1 or more; raise it");
        }
    }

    static Dataset<Row> rows(SparkSession spark, JavaRDD<Tuple3<Integer, int[], float[]>> lists) {
        Encoder<Tuple3<Integer, int[], float[]>> encoder = Encoders.tuple(
                Encoders.INT(),
                spark.implicits().newIntArrayEncoder(),
                spark.implicits().newFloatArrayEncoder());
        return spark.createDataset(lists.rdd(), encoder).toDF(ID, ITEMS, SCORES);
    }
}
