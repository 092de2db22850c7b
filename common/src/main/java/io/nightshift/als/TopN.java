package io.nightshift.als;

import io.nightshift.errors.SettingsException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
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
    private final long broadcastLimitBytes;

    private TopN(Dataset<Row> items, Optional<Dataset<Row>> excluded, long broadcastLimitBytes) {
        this.items = items;
        this.excluded = excluded;
        this.broadcastLimitBytes = broadcastLimitBytes;
    }

    /** Searches these items, each id once. */
    public static TopN among(Dataset<Row> items) {
        return new TopN(items, Optional.empty(), AlsSettings.defaults().broadcastLimitBytes());
    }

    /**
     * Broadcasts item vectors of at most so many bytes, 512 MB unless told: they pass through the driver, rank + 4 numbers an item, twice.
     * More are streamed to the users in chunks of about this size, to the same lists; each user meets each chunk.
     */
    public TopN broadcasting(long limitBytes) {
        return new TopN(items, excluded, limitBytes);
    }

    /** Leaves pairs of user id and item id (integers, in this order) out of the lists. They are shuffled once, packed. */
    public TopN excluding(Dataset<Row> pairs) {
        return new TopN(items, Optional.of(pairs), broadcastLimitBytes);
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
        JavaRDD<Tuple2<Integer, float[]>> seekers = vectors(users).toJavaRDD();
        int chunks = chunks();
        return rows(spark, chunks == 1 ? broadcast(spark, seekers, n) : streamed(seekers, chunks, n));
    }

    /** How many chunks of the limit's size the items make, one at least and an item each at most. */
    private int chunks() {
        Dataset<Row> named = items.toDF(ID, ITEMS);
        Row size = named.select(functions.count("*"), functions.sum(functions.size(named.col(ITEMS))))
                .first();
        long bytes = size.getLong(0) == 0 ? 0 : size.getLong(1) * Float.BYTES;
        if (bytes <= broadcastLimitBytes) {
            return 1;
        }
        return Math.toIntExact(Math.min(size.getLong(0), bytes / Math.max(1, broadcastLimitBytes) + 1));
    }

    private JavaRDD<Tuple3<Integer, int[], float[]>> broadcast(
            SparkSession spark, JavaRDD<Tuple2<Integer, float[]>> seekers, int n) {
        Broadcast<ItemVectors> panels = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(ItemVectors.of(vectors(items).collectAsList().iterator()));
        if (excluded.isEmpty()) {
            return seekers.mapPartitions(
                    part -> new ListScan(free(part), panels.value().packed(), n));
        }
        int count = parts(seekers);
        return placed(seekers, count)
                .zipPartitions(
                        Blocks.byRow(excluded.get(), count),
                        (users, blocks) -> new ListScan(
                                kept(users, InteractionBlock.only(blocks)),
                                panels.value().packed(),
                                n));
    }

    private JavaRDD<Tuple3<Integer, int[], float[]>> streamed(
            JavaRDD<Tuple2<Integer, float[]>> seekers, int chunks, int n) {
        int count = parts(seekers);
        JavaRDD<StreamedScan.Seekers> together = excluded.isEmpty()
                ? seekers.mapPartitions(users -> together(users, InteractionBlock.NONE))
                : placed(seekers, count)
                        .zipPartitions(
                                Blocks.byRow(excluded.get(), count),
                                (users, blocks) -> together(users, InteractionBlock.only(blocks)));
        return StreamedScan.lists(together, vectors(items).toJavaRDD(), chunks, n);
    }

    private static Iterator<StreamedScan.Seekers> together(
            Iterator<Tuple2<Integer, float[]>> users, InteractionBlock seen) {
        return List.of(new StreamedScan.Seekers(stream(users).toList(), seen)).iterator();
    }

    private static int parts(JavaRDD<Tuple2<Integer, float[]>> seekers) {
        return Math.max(1, Math.min(seekers.getNumPartitions(), 1000));
    }

    /** Users where their exclusions are: in blocks of the user id. */
    private static JavaRDD<Tuple2<Integer, float[]>> placed(JavaRDD<Tuple2<Integer, float[]>> seekers, int count) {
        return seekers.mapToPair(seeker -> new Tuple2<>(IdHash.block(seeker._1, count), seeker))
                .partitionBy(new BlockPartitioner(count))
                .values();
    }

    private static Iterator<ListScan.Seeker> free(Iterator<Tuple2<Integer, float[]>> users) {
        return stream(users)
                .map(user -> new ListScan.Seeker(user._1, user._2, item -> false))
                .iterator();
    }

    static Iterator<ListScan.Seeker> kept(Iterator<Tuple2<Integer, float[]>> users, InteractionBlock pairs) {
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
