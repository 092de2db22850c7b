package io.nightshift.als;

import io.nightshift.ranking.TopList;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Lists from more items than can be broadcast. Items are cut into chunks by a hash of the id; each partition of users scans each chunk
 * in a task of its own; a user's partial lists meet in one shuffle and are merged under the same order, so that the lists are those of
 * scanning everything. Nothing passes through the driver.
 *
 * <p>Memory of a task: a chunk twice, one partition's users and their exclusions; to merge, a list of n for each of its users and each
 * chunk.
 */
final class StreamedScan {
    private StreamedScan() {}

    /**
     * One partition's users.
     *
     * @param users id and vector each
     * @param seen the pairs to leave out, by user id
     */
    record Seekers(List<Tuple2<Integer, float[]>> users, InteractionBlock seen) {}

    /** A user's list from one chunk; row is the user's place in the partition. */
    private record Partial(int row, int id, int[] items, float[] scores) implements Serializable {}

    static JavaRDD<Tuple3<Integer, int[], float[]>> lists(
            JavaRDD<Seekers> users, JavaRDD<Tuple2<Integer, float[]>> items, int chunks, int n) {
        JavaRDD<ItemVectors> cut = items.mapToPair(item -> new Tuple2<>(IdHash.block(item._1, chunks), item))
                .partitionBy(new BlockPartitioner(chunks))
                .values()
                .mapPartitions(chunk -> List.of(ItemVectors.of(chunk)).iterator());
        JavaRDD<Tuple2<Integer, Seekers>> numbered = users.mapPartitionsWithIndex(
                (part, seekers) -> List.of(new Tuple2<>(part, seekers.next())).iterator(), true);
        return numbered.cartesian(cut)
                .flatMapToPair(pair -> partials(pair._1._1, pair._1._2, pair._2, n))
                .partitionBy(new BlockPartitioner(users.getNumPartitions()))
                .values()
                .mapPartitions(partials -> merged(partials, n));
    }

    private static Iterator<Tuple2<Integer, Partial>> partials(int part, Seekers seekers, ItemVectors chunk, int n) {
        Iterator<ListScan.Seeker> wanting = TopN.kept(seekers.users().iterator(), seekers.seen());
        ListScan scan = new ListScan(wanting, chunk.packed(), n);
        return IntStream.range(0, seekers.users().size())
                .mapToObj(row -> {
                    Tuple3<Integer, int[], float[]> list = scan.next();
                    return new Tuple2<>(part, new Partial(row, list._1(), list._2(), list._3()));
                })
                .iterator();
    }

    private static Iterator<Tuple3<Integer, int[], float[]>> merged(Iterator<Partial> partials, int n) {
        TreeMap<Integer, List<Partial>> byRow = new TreeMap<>();
        partials.forEachRemaining(partial ->
                byRow.computeIfAbsent(partial.row(), row -> new ArrayList<>()).add(partial));
        return byRow.values().stream()
                .map(lists -> {
                    TopList best = TopList.merged(
                            lists.stream()
                                    .map(list -> new TopList(list.items(), list.scores()))
                                    .toList(),
                            n);
                    return new Tuple3<>(lists.get(0).id(), best.ids(), best.scores());
                })
                .iterator();
    }
}
