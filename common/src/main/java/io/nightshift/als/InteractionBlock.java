package io.nightshift.als;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntUnaryOperator;

/**
 * The interactions of some rows (users, or items) in compressed form. For rows u2 = {i7: 1, i9: 3} and u5 = {i7: 2}:
 *
 * <pre>
 *   ids     2     5
 *   starts  0     2  3
 *   others  7  9  7
 *   weights 1  3  2
 * </pre>
 *
 * Memory: 8 bytes a pair and 8 bytes a row.
 *
 * @param ids the rows' ids, ascending
 * @param starts where each row's pairs start, and the end of the last
 * @param others the other side of each pair: first its id, later its position among all vectors of that side
 * @param weights the weight of each pair
 */
record InteractionBlock(int[] ids, int[] starts, int[] others, float[] weights) implements Serializable {
    /** No rows. */
    static final InteractionBlock NONE = new InteractionBlock(new int[0], new int[1], new int[0], new float[0]);

    /** The one block of a partition; reading to the end gives a cached partition back. */
    static InteractionBlock only(Iterator<InteractionBlock> partition) {
        InteractionBlock block = partition.next();
        if (partition.hasNext()) {
            throw new IllegalStateException("a partition holds more than one block");
        }
        return block;
    }

    int rows() {
        return ids.length;
    }

    /** Where an id's row is; below zero when it has none. */
    int row(int id) {
        return Arrays.binarySearch(ids, id);
    }

    int pairs() {
        return others.length;
    }

    /** How many pairs of a row have a weight above 0. */
    int positive(int row) {
        int count = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            if (weights[k] > 0) {
                count++;
            }
        }
        return count;
    }

    /** The same pairs, their other side renamed. */
    InteractionBlock renamed(IntUnaryOperator name) {
        int[] renamed = new int[others.length];
        for (int k = 0; k < renamed.length; k++) {
            renamed[k] = name.applyAsInt(others[k]);
        }
        return new InteractionBlock(ids, starts, renamed, weights);
    }

    /** The pairs whose other side has a position, 0 or more, renamed to it; rows that have no such pair are left out. */
    InteractionBlock known(IntUnaryOperator position) {
        int[] keptIds = new int[ids.length];
        int[] keptStarts = new int[ids.length + 1];
        int[] positions = new int[others.length];
        float[] keptWeights = new float[others.length];
        int rows = 0;
        int kept = 0;
        for (int row = 0; row < ids.length; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                int at = position.applyAsInt(others[k]);
                if (at >= 0) {
                    positions[kept] = at;
                    keptWeights[kept++] = weights[k];
                }
            }
            if (kept > keptStarts[rows]) {
                keptIds[rows++] = ids[row];
                keptStarts[rows] = kept;
            }
        }
        return new InteractionBlock(
                Arrays.copyOf(keptIds, rows),
                Arrays.copyOf(keptStarts, rows + 1),
                Arrays.copyOf(positions, kept),
                Arrays.copyOf(keptWeights, kept));
    }
}
