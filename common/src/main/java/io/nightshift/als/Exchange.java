package io.nightshift.als;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Carries one side's vectors to the other side's blocks, to each block only those it names (as MLlib's OutBlocks do). What goes where is
 * found once: a receiver knows the positions it needs, in order, and its pairs name places among them; a route says for a block of the
 * sending side which of its rows go to which receiver.
 *
 * <p>Memory of a task: a receiver's pairs (8 bytes each) and the vectors it needs, rank floats each; at most all of the sending side's.
 */
final class Exchange implements AutoCloseable {
    /** A block of the receiving side, its pairs by place among the positions that it needs; these ascend. */
    private record Receiver(InteractionBlock block, int[] needed) implements Serializable {
        static Receiver of(InteractionBlock block) {
            int[] needed = Arrays.stream(block.others()).sorted().distinct().toArray();
            return new Receiver(block.renamed(position -> Arrays.binarySearch(needed, position)), needed);
        }
    }

    /** Rows of one sending block that one receiver needs. */
    private record Request(int receiver, int[] rows) implements Serializable {}

    /** The rows of one sending block that each receiver needs. */
    private record Route(int[][] rows) implements Serializable {}

    /** Vectors from one sending block. */
    private record Parcel(int sender, FactorTable vectors) implements Serializable {}

    private final JavaRDD<Receiver> receivers;
    private final JavaRDD<Route> routes;

    private Exchange(JavaRDD<Receiver> receivers, JavaRDD<Route> routes) {
        this.receivers = receivers;
        this.routes = routes;
    }

    /**
     * Finds the routes, by a shuffle of row numbers.
     *
     * @param blocks of the receiving side, the sending side by position
     * @param offsets the position of each sending block's first row, and at the end their number
     */
    static Exchange of(JavaRDD<InteractionBlock> blocks, int[] offsets) {
        int count = offsets.length - 1;
        JavaRDD<Receiver> receivers = blocks.map(Receiver::of);
        receivers.persist(StorageLevel.MEMORY_AND_DISK());
        JavaRDD<Route> routes = receivers
                .mapPartitionsWithIndex(
                        (receiver, parts) -> requests(receiver, parts.next().needed(), offsets), true)
                .mapToPair(request -> request)
                .partitionBy(new BlockPartitioner(count))
                .values()
                .mapPartitions(requests -> List.of(route(requests, count)).iterator());
        routes.persist(StorageLevel.MEMORY_AND_DISK());
        return new Exchange(receivers, routes);
    }

    private static Iterator<Tuple2<Integer, Request>> requests(int receiver, int[] needed, int[] offsets) {
        return IntStream.range(0, offsets.length - 1)
                .mapToObj(sender -> {
                    int from = place(needed, offsets[sender]);
                    int to = place(needed, offsets[sender + 1]);
                    int[] rows = IntStream.range(from, to)
                            .map(k -> needed[k] - offsets[sender])
                            .toArray();
                    return new Tuple2<>(sender, new Request(receiver, rows));
                })
                .iterator();
    }

    private static int place(int[] sorted, int position) {
        int found = Arrays.binarySearch(sorted, position);
        return found < 0 ? -found - 1 : found;
    }

    private static Route route(Iterator<Request> requests, int count) {
        int[][] rows = new int[count][];
        requests.forEachRemaining(request -> rows[request.receiver()] = request.rows());
        return new Route(rows);
    }

    /** The receiving blocks with the vectors they need, each vector once, by one shuffle. */
    JavaRDD<SideVectors.Meeting> deliver(JavaRDD<FactorTable> sent, int rank) {
        int count = routes.getNumPartitions();
        JavaRDD<Parcel> parcels = sent.zipPartitions(routes, (tables, rows) -> parcels(tables.next(), rows.next()))
                .mapToPair(parcel -> parcel)
                .partitionBy(new BlockPartitioner(count))
                .values();
        return receivers.zipPartitions(parcels, (parts, arrived) -> {
            Receiver receiver = parts.next();
            return List.of(new SideVectors.Meeting(receiver.block(), opened(arrived, receiver.needed().length, rank)))
                    .iterator();
        });
    }

    private static Iterator<Tuple2<Integer, Parcel>> parcels(FactorTable vectors, Route route) {
        int sender = TaskContext.getPartitionId();
        return IntStream.range(0, route.rows().length)
                .mapToObj(receiver -> new Tuple2<>(receiver, new Parcel(sender, vectors.rows(route.rows()[receiver]))))
                .iterator();
    }

    /** One table in the senders' order, which is that of positions, in whatever order the parcels arrive. */
    private static FactorTable opened(Iterator<Parcel> arrived, int needed, int rank) {
        TreeMap<Integer, FactorTable> bySender = new TreeMap<>();
        arrived.forEachRemaining(parcel -> bySender.put(parcel.sender(), parcel.vectors()));
        FactorTable table = FactorTable.of(List.copyOf(bySender.values()));
        if (table.values().length != needed * rank) {
            throw new IllegalStateException(table.values().length + " numbers arrived, expected " + needed * rank);
        }
        return table;
    }

    @Override
    public void close() {
        receivers.unpersist(false);
        routes.unpersist(false);
    }
}
