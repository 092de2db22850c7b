package io.nightshift.als;

import io.nightshift.errors.InputBadException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Both sides' interactions, cut into blocks by a hash of the id and kept in memory, on disk where memory ends. Built by two shuffles;
 * no interaction moves afterwards. Steps: rows (row id, column id, weight) to user blocks with item ids; those to item blocks with the
 * users' positions; item ids to the driver (4 bytes an item) and the user blocks once more, with the items' positions.
 *
 * <p>A position is a vector's place among all vectors of its side, blocks in order, ids ascending in a block.
 *
 * <p>Memory of a task: the pairs of its block, about 40 bytes each while it is packed.
 *
 * @param users users' blocks, the items by position
 * @param items items' blocks, the users by position
 * @param userOffsets the position of each user block's first row, and at the end the number of users
 * @param itemOffsets the same for items
 */
record Blocks(JavaRDD<InteractionBlock> users, JavaRDD<InteractionBlock> items, int[] userOffsets, int[] itemOffsets)
        implements AutoCloseable {
    private static final int SHIPPED = 1 << 16;
    private static final String WEIGHT = "weight";

    /**
     * Builds them.
     *
     * @param pairs user (int), item (int) and weight, in this order
     * @param count number of blocks of each side
     */
    static Blocks of(Dataset<Row> pairs, int count) {
        JavaRDD<InteractionBlock> drafts = byRow(pairs, count);
        drafts.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return join(drafts, count);
        } finally {
            drafts.unpersist(false);
        }
    }

    /**
     * One side's blocks alone, the other side by id.
     *
     * @param pairs row id and column id (integers); and, if there is a third column, a weight
     */
    static JavaRDD<InteractionBlock> byRow(Dataset<Row> pairs, int count) {
        Dataset<Row> weighted = pairs.columns().length == 2 ? pairs.withColumn(WEIGHT, functions.lit(1)) : pairs;
        return packed(
                typed(weighted).queryExecution().toRdd().toJavaRDD().mapPartitionsToPair(rows -> byUser(rows, count)),
                count);
    }

    private static Dataset<Row> typed(Dataset<Row> pairs) {
        StructField[] fields = pairs.schema().fields();
        if (fields.length != 3
                || !whole(fields[0])
                || !whole(fields[1])
                || !(fields[2].dataType() instanceof NumericType)) {
            throw new InputBadException(
                    "Cannot fit ALS: columns=" + pairs.schema().toDDL()
                            + ", expected an integer user, an integer item and a number; select them, index other ids first");
        }
        return pairs.select(
                pairs.col(quoted(fields[0])).cast(DataTypes.LongType),
                pairs.col(quoted(fields[1])).cast(DataTypes.LongType),
                pairs.col(quoted(fields[2])).cast(DataTypes.DoubleType));
    }

    private static boolean whole(StructField field) {
        return field.dataType() instanceof IntegralType;
    }

    /** Item, user and weight, from user, item and weight. */
    static Dataset<Row> transposed(Dataset<Row> pairs) {
        Dataset<Row> checked = typed(pairs);
        return checked.toDF("user", "item", WEIGHT).select("item", "user", WEIGHT);
    }

    static String quoted(StructField field) {
        return "`" + field.name().replace("`", "``") + "`";
    }

    private static Blocks join(JavaRDD<InteractionBlock> drafts, int count) {
        int[] userOffsets = offsets(drafts.map(InteractionBlock::rows).collect());
        JavaRDD<InteractionBlock> items =
                packed(drafts.mapPartitionsToPair(blocks -> byItem(blocks, userOffsets, count)), count);
        items.persist(StorageLevel.MEMORY_AND_DISK());
        List<int[]> itemIds = items.map(InteractionBlock::ids).collect();
        int[] itemOffsets = offsets(itemIds.stream().map(ids -> ids.length).toList());
        Broadcast<ItemPositions> positions = JavaSparkContext.fromSparkContext(drafts.context())
                .broadcast(new ItemPositions(itemIds.toArray(int[][]::new), itemOffsets));
        JavaRDD<InteractionBlock> users =
                drafts.map(block -> block.renamed(item -> positions.value().of(item)));
        users.persist(StorageLevel.MEMORY_AND_DISK());
        users.count();
        return new Blocks(users, items, userOffsets, itemOffsets);
    }

    private static JavaRDD<InteractionBlock> packed(JavaPairRDD<Integer, Pairs> parts, int count) {
        return parts.partitionBy(new BlockPartitioner(count)).values().mapPartitions(block -> List.of(Pairs.pack(block))
                .iterator());
    }

    private static Iterator<Tuple2<Integer, Pairs>> byUser(Iterator<InternalRow> rows, int count) {
        Shipments shipments = new Shipments(count);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (!shipments.ready() && rows.hasNext()) {
                    InternalRow row = rows.next();
                    check(row);
                    int user = (int) row.getLong(0);
                    shipments.add(IdHash.block(user, count), user, (int) row.getLong(1), (float) row.getDouble(2));
                }
                return shipments.ready() || shipments.left();
            }

            @Override
            public Tuple2<Integer, Pairs> next() {
                return shipments.next();
            }
        };
    }

    private static void check(InternalRow row) {
        if (row.isNullAt(0) || row.isNullAt(1) || row.isNullAt(2)) {
            throw new InputBadException(
                    "Cannot fit ALS: user, item or weight=null, expected numbers; remove or correct the row");
        }
        if (row.getLong(0) != (int) row.getLong(0) || row.getLong(1) != (int) row.getLong(1)) {
            throw new InputBadException("Cannot fit ALS: user=" + row.getLong(0) + ", item=" + row.getLong(1)
                    + ", expected ids from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE + "; index them first");
        }
        if (!Float.isFinite((float) row.getDouble(2))) {
            throw new InputBadException("Cannot fit ALS: weight=" + row.getDouble(2) + " for user " + row.getLong(0)
                    + " and item " + row.getLong(1) + ", expected a finite 32-bit number; remove or correct the row");
        }
    }

    private static Iterator<Tuple2<Integer, Pairs>> byItem(
            Iterator<InteractionBlock> blocks, int[] userOffsets, int count) {
        int partition = TaskContext.getPartitionId();
        Shipments shipments = new Shipments(count);
        List<Tuple2<Integer, Pairs>> shipped = new ArrayList<>();
        while (blocks.hasNext()) {
            InteractionBlock block = blocks.next();
            for (int row = 0; row < block.rows(); row++) {
                int user = userOffsets[partition] + row;
                for (int k = block.starts()[row]; k < block.starts()[row + 1]; k++) {
                    int item = block.others()[k];
                    shipments.add(IdHash.block(item, count), item, user, block.weights()[k]);
                    if (shipments.ready()) {
                        shipped.add(shipments.next());
                    }
                }
            }
        }
        while (shipments.left()) {
            shipped.add(shipments.next());
        }
        return shipped.iterator();
    }

    private static int[] offsets(List<Integer> sizes) {
        int[] offsets = new int[sizes.size() + 1];
        for (int block = 0; block < sizes.size(); block++) {
            offsets[block + 1] = Math.addExact(offsets[block], sizes.get(block));
        }
        return offsets;
    }

    /** The pairs as rows of user id and item id. The items' ids pass through the driver, 4 bytes an item. */
    Dataset<Row> pairs(SparkSession spark) {
        int[] ids = items.map(InteractionBlock::ids).collect().stream()
                .flatMapToInt(IntStream::of)
                .toArray();
        Broadcast<int[]> names =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(ids);
        JavaRDD<Row> rows = users.flatMap(block -> IntStream.range(0, block.rows())
                .boxed()
                .flatMap(row -> IntStream.range(block.starts()[row], block.starts()[row + 1])
                        .mapToObj(k -> RowFactory.create(block.ids()[row], names.value()[block.others()[k]])))
                .iterator());
        return spark.createDataFrame(
                rows, new StructType().add("user", DataTypes.IntegerType).add("item", DataTypes.IntegerType));
    }

    int userCount() {
        return userOffsets[userOffsets.length - 1];
    }

    int itemCount() {
        return itemOffsets[itemOffsets.length - 1];
    }

    @Override
    public void close() {
        users.unpersist(false);
        items.unpersist(false);
    }

    /** Pairs waiting to be sent, one bundle for each block; a bundle is ready at {@value #SHIPPED} pairs. */
    private static final class Shipments {
        private final Pairs[] waiting;
        private int full = -1;
        private int cursor;

        Shipments(int count) {
            this.waiting = new Pairs[count];
        }

        void add(int block, int row, int column, float weight) {
            if (waiting[block] == null) {
                waiting[block] = new Pairs();
            }
            waiting[block].add(row, column, weight);
            if (waiting[block].size() == SHIPPED) {
                full = block;
            }
        }

        boolean ready() {
            return full >= 0;
        }

        boolean left() {
            while (cursor < waiting.length && waiting[cursor] == null) {
                cursor++;
            }
            return cursor < waiting.length;
        }

        Tuple2<Integer, Pairs> next() {
            int block = ready() ? full : cursor;
            Pairs bundle = waiting[block].trimmed();
            waiting[block] = null;
            full = -1;
            return new Tuple2<>(block, bundle);
        }
    }

    /** Where each item's vector is. */
    private record ItemPositions(int[][] ids, int[] offsets) implements Serializable {
        int of(int item) {
            int block = IdHash.block(item, ids.length);
            return offsets[block] + Arrays.binarySearch(ids[block], item);
        }
    }
}
