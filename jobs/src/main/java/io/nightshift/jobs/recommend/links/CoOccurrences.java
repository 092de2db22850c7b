package io.nightshift.jobs.recommend.links;

import static org.apache.spark.sql.functions.col;

import io.nightshift.spark.RowBatches;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What stands together in histories, exactly: for each two places how many histories have both, and the sum of the products of their values.
 *
 * <ol>
 *   <li>cells: (place, value, key, ...), one row for each place of a history, which is a user's or an order's
 *   <li>copies: (block, key, cells), the history packed, once for each block of rows in which it has a place
 *   <li>by block, within it by key: one pass adds up the block's rows in {@value #BLOCK_MEGABYTES} MB, so that sums have one order
 *   <li>what the {@link RowMaker} makes of each row
 * </ol>
 *
 * The shuffle carries a history at most once for each of its places, and never more often than there are blocks. Long because who packs
 * histories and who adds them up share one layout of bytes, which nobody else should know.
 */
public final class CoOccurrences {
    /** The order of histories within a block, a long; part of what tells histories apart. */
    public static final String KEY = "key";
    /** A place, from 0, an int. A history has each at most once. */
    public static final String PLACE = "place";
    /** The history's value at the place, a float. */
    public static final String VALUE = "value";

    static final int BLOCK_MEGABYTES = 192;
    private static final String BLOCK = "block";
    private static final String CELLS = "cells";
    private static final int BYTES_A_CELL = Float.BYTES + Integer.BYTES;
    /** 16 MB. */
    private static final int HELD_CELLS = 2_000_000;

    private static final StructType COPY = new StructType()
            .add(BLOCK, DataTypes.IntegerType, false)
            .add(KEY, DataTypes.LongType, false)
            .add(CELLS, DataTypes.BinaryType, false);

    private CoOccurrences() {}

    /** Makes rows out of what stands together with one place; called once for each place of a history that has two or more. */
    public interface RowMaker extends Serializable {
        /**
         * The rows of one place.
         *
         * @param counts place to the number of histories with both
         * @param products place to the sum of value x value
         */
        List<Row> rows(int place, int[] counts, float[] products);
    }

    /**
     * The rows of every place.
     *
     * @param cells columns {@link #PLACE}, {@link #VALUE} and {@link #KEY}; rows of one history are equal in all of their other columns
     * @param places number of places
     * @param result the type of the rows
     */
    public static Dataset<Row> of(Dataset<Row> cells, int places, RowMaker maker, StructType result) {
        long fitting = BLOCK_MEGABYTES * 1_000_000L / BYTES_A_CELL / Math.max(1, places);
        int height = (int) Math.max(1, Math.min(places, fitting));
        return of(cells, new Blocks(places, height, HELD_CELLS, maker), result);
    }

    /** The same in blocks of a given size. */
    static Dataset<Row> of(Dataset<Row> cells, Blocks blocks, StructType result) {
        List<String> history = Stream.concat(
                        Stream.of(KEY), Arrays.stream(cells.columns()).filter(name -> !List.of(PLACE, VALUE, KEY)
                                .contains(name)))
                .toList();
        return cells.select(columns(Stream.concat(Stream.of(PLACE, VALUE), history.stream())))
                .repartition(columns(history.stream()))
                .sortWithinPartitions(columns(Stream.concat(history.stream(), Stream.of(PLACE))))
                .mapPartitions(new Packing(blocks.height), Encoders.row(COPY))
                .repartition(col(BLOCK))
                .sortWithinPartitions(BLOCK, KEY)
                .mapPartitions(blocks, Encoders.row(result));
    }

    private static Column[] columns(Stream<String> names) {
        return names.map(functions::col).toArray(Column[]::new);
    }

    private record Packing(int height) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> cells) {
            return new Copies(cells, height);
        }
    }

    /** Packs one history after the other and hands out its copies. */
    private static final class Copies extends RowBatches {
        private static final int IDENTITY = 2;

        private final Iterator<Row> cells;
        private final int height;
        private int[] places = new int[64];
        private float[] values = new float[64];
        private Row next;

        Copies(Iterator<Row> cells, int height) {
            this.cells = cells;
            this.height = height;
            advance();
        }

        @Override
        protected Optional<Iterator<Row>> nextBatch() {
            if (next == null) {
                return Optional.empty();
            }
            Row first = next;
            int size = 0;
            for (; next != null && isSameHistory(first, next); advance()) {
                if (size == places.length) {
                    places = Arrays.copyOf(places, 2 * size);
                    values = Arrays.copyOf(values, 2 * size);
                }
                places[size] = next.getInt(0);
                values[size++] = next.getFloat(1);
            }
            return Optional.of(size > 1 ? copies(first.getLong(IDENTITY), size) : Collections.emptyIterator());
        }

        private Iterator<Row> copies(long key, int size) {
            byte[] packed = Cells.packed(places, values, size);
            List<Row> copies = new ArrayList<>();
            int last = -1;
            for (int i = 0; i < size; i++) {
                int block = places[i] / height;
                if (block != last) {
                    copies.add(RowFactory.create(block, key, packed));
                    last = block;
                }
            }
            return copies.iterator();
        }

        private void advance() {
            next = cells.hasNext() ? cells.next() : null;
        }

        private static boolean isSameHistory(Row one, Row other) {
            for (int column = IDENTITY; column < one.length(); column++) {
                if (!one.get(column).equals(other.get(column))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A history as arrays of numbers; on its way as bytes, first all places and then all values, since there are many copies. */
    private record Cells(int[] places, float[] values) {
        static byte[] packed(int[] places, float[] values, int size) {
            ByteBuffer bytes = ByteBuffer.allocate(size * BYTES_A_CELL);
            bytes.asIntBuffer().put(places, 0, size);
            bytes.position(size * Integer.BYTES);
            bytes.asFloatBuffer().put(values, 0, size);
            return bytes.array();
        }

        static Cells of(byte[] packed) {
            Cells cells = new Cells(new int[packed.length / BYTES_A_CELL], new float[packed.length / BYTES_A_CELL]);
            ByteBuffer bytes = ByteBuffer.wrap(packed);
            bytes.asIntBuffer().get(cells.places);
            bytes.position(cells.places.length * Integer.BYTES);
            bytes.asFloatBuffer().get(cells.values);
            return cells;
        }

        /** Where the places from this one on begin. */
        int from(int place) {
            int at = Arrays.binarySearch(places, place);
            return at < 0 ? -at - 1 : at;
        }
    }

    /**
     * What a task does with the copies it gets.
     *
     * @param height rows of a block
     * @param held cells of histories that are in memory at once while they are added up, or one history
     */
    record Blocks(int places, int height, int held, RowMaker maker) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> copies) {
            return new Walk(copies, this);
        }
    }

    /** Adds up one block after the other and hands out the rows of its places one place after the other. */
    private static final class Walk extends RowBatches {
        private final Iterator<Row> copies;
        private final Blocks blocks;
        private final int height;
        private int[][] counts = new int[0][];
        private float[][] products = new float[0][];
        private Row next;
        private int block;
        private int row;

        Walk(Iterator<Row> copies, Blocks blocks) {
            this.copies = copies;
            this.blocks = blocks;
            this.height = blocks.height;
            advance();
        }

        @Override
        protected Optional<Iterator<Row>> nextBatch() {
            if (row == counts.length) {
                if (next == null) {
                    return Optional.empty();
                }
                addUp();
            }
            int line = row++;
            return Optional.of(
                    counts[line] == null
                            ? Collections.emptyIterator()
                            : blocks.maker
                                    .rows(block * height + line, counts[line], products[line])
                                    .iterator());
        }

        private void advance() {
            next = copies.hasNext() ? copies.next() : null;
        }

        private void addUp() {
            block = next.getInt(0);
            row = 0;
            counts = new int[height][];
            products = new float[height][];
            List<Cells> held = new ArrayList<>();
            long cells = 0;
            for (; next != null && next.getInt(0) == block; advance()) {
                held.add(Cells.of(next.getAs(2)));
                cells += held.get(held.size() - 1).places.length;
                if (cells > blocks.held) {
                    addUp(held);
                    held.clear();
                    cells = 0;
                }
            }
            addUp(held);
        }

        /** Line by line, in each the histories in their order, so that one line's sums are at hand instead of the whole block's. */
        private void addUp(List<Cells> held) {
            int start = block * height;
            int[] ends = new int[height + 1];
            for (Cells history : held) {
                for (int i = history.from(start), to = history.from(start + height); i < to; i++) {
                    ends[history.places[i] - start + 1]++;
                }
            }
            for (int line = 0; line < height; line++) {
                ends[line + 1] += ends[line];
            }
            int[] histories = new int[ends[height]];
            int[] cells = new int[ends[height]];
            for (int h = 0; h < held.size(); h++) {
                Cells history = held.get(h);
                for (int i = history.from(start), to = history.from(start + height); i < to; i++) {
                    int at = ends[history.places[i] - start]++;
                    histories[at] = h;
                    cells[at] = i;
                }
            }
            for (int line = 0, at = 0; line < height; line++) {
                for (; at < ends[line]; at++) {
                    Cells history = held.get(histories[at]);
                    add(line, history.places, history.values, history.values[cells[at]]);
                }
            }
        }

        private void add(int line, int[] places, float[] values, float value) {
            if (counts[line] == null) {
                counts[line] = new int[blocks.places];
                products[line] = new float[blocks.places];
            }
            int[] count = counts[line];
            float[] product = products[line];
            for (int i = 0; i < places.length; i++) {
                count[places[i]]++;
                product[places[i]] += value * values[i];
            }
        }
    }
}
