package io.nightshift.als;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;

/** Triples of row, column and weight on their way to a block, in three growing arrays; one shuffled record holds thousands. */
final class Pairs implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int FIRST_CAPACITY = 1024;

    private int[] rows = new int[FIRST_CAPACITY];
    private int[] columns = new int[FIRST_CAPACITY];
    private float[] weights = new float[FIRST_CAPACITY];
    private int size;

    void add(int row, int column, float weight) {
        if (size == rows.length) {
            int capacity = Math.toIntExact(2L * size);
            rows = Arrays.copyOf(rows, capacity);
            columns = Arrays.copyOf(columns, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        rows[size] = row;
        columns[size] = column;
        weights[size] = weight;
        size++;
    }

    int size() {
        return size;
    }

    /** This, without its spare capacity. */
    Pairs trimmed() {
        rows = Arrays.copyOf(rows, size);
        columns = Arrays.copyOf(columns, size);
        weights = Arrays.copyOf(weights, size);
        return this;
    }

    private void addAll(Pairs other) {
        int total = Math.addExact(size, other.size);
        if (total > rows.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(total, 2L * size));
            rows = Arrays.copyOf(rows, capacity);
            columns = Arrays.copyOf(columns, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        System.arraycopy(other.rows, 0, rows, size, other.size);
        System.arraycopy(other.columns, 0, columns, size, other.size);
        System.arraycopy(other.weights, 0, weights, size, other.size);
        size = total;
    }

    /** Packs all triples of one block. Order and grouping of the parts make no difference. */
    static InteractionBlock pack(Iterator<Pairs> parts) {
        Pairs all = new Pairs();
        parts.forEachRemaining(all::addAll);
        return all.pack();
    }

    /** Rows ascending; in a row, columns ascending and each once, with the sum of its weights, smallest first. */
    private InteractionBlock pack() {
        int[] ids = distinct(Arrays.copyOf(rows, size));
        int[] starts = new int[ids.length + 1];
        int[] places = new int[size];
        for (int k = 0; k < size; k++) {
            places[k] = Arrays.binarySearch(ids, rows[k]);
            starts[places[k] + 1]++;
        }
        for (int row = 0; row < ids.length; row++) {
            starts[row + 1] += starts[row];
        }
        long[] sorted = new long[size];
        int[] next = Arrays.copyOf(starts, ids.length);
        for (int k = 0; k < size; k++) {
            long weight = Float.floatToIntBits(weights[k]) & 0xFFFF_FFFFL;
            sorted[next[places[k]]++] = (long) columns[k] << 32 | weight;
        }
        return sumDuplicates(ids, starts, sorted);
    }

    private static InteractionBlock sumDuplicates(int[] ids, int[] starts, long[] sorted) {
        int[] others = new int[sorted.length];
        float[] sums = new float[sorted.length];
        int[] newStarts = new int[starts.length];
        int kept = 0;
        for (int row = 0; row < ids.length; row++) {
            Arrays.sort(sorted, starts[row], starts[row + 1]);
            for (int k = starts[row]; k < starts[row + 1]; ) {
                int column = (int) (sorted[k] >> 32);
                double sum = 0;
                for (; k < starts[row + 1] && (int) (sorted[k] >> 32) == column; k++) {
                    sum += Float.intBitsToFloat((int) sorted[k]);
                }
                others[kept] = column;
                sums[kept++] = (float) sum;
            }
            newStarts[row + 1] = kept;
        }
        return new InteractionBlock(ids, newStarts, Arrays.copyOf(others, kept), Arrays.copyOf(sums, kept));
    }

    private static int[] distinct(int[] values) {
        Arrays.sort(values);
        int kept = 0;
        for (int k = 0; k < values.length; k++) {
            if (k == 0 || values[k] != values[k - 1]) {
                values[kept++] = values[k];
            }
        }
        return Arrays.copyOf(values, kept);
    }
}
