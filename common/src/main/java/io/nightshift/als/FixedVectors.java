package io.nightshift.als;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import io.nightshift.vector.Kernels;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * One side's vectors, collected, for solving the other side against them.
 *
 * @param ids ascending
 * @param vectors in the order of ids
 * @param gram the sum of their outer products, packed
 */
record FixedVectors(int[] ids, FactorTable vectors, double[] gram) implements Serializable {
    /**
     * Collects them.
     *
     * @param side id and vector, in this order
     * @throws SettingsException when they exceed the broadcast limit
     * @throws InputBadException when a vector has another rank or is not finite, an id is null or comes twice, or there is none
     */
    static FixedVectors collect(Dataset<Row> side, AlsSettings settings) {
        int rank = settings.rank();
        long bytes = side.count() * rank * Float.BYTES;
        if (bytes > settings.broadcastLimitBytes()) {
            throw new SettingsException("Cannot solve against fixed vectors: " + bytes + " bytes, expected at most"
                    + " broadcast-limit-bytes=" + settings.broadcastLimitBytes()
                    + "; raise it where the driver has three"
                    + " times as much memory free");
        }
        List<Tuple2<Integer, float[]>> all = TopN.vectors(side).collectAsList();
        all.forEach(vector -> check(vector._1, vector._2, rank));
        Tuple2<Integer, float[]>[] sorted = sorted(all);
        float[] values = new float[Math.multiplyExact(sorted.length, rank)];
        int[] ids = new int[sorted.length];
        for (int at = 0; at < sorted.length; at++) {
            ids[at] = sorted[at]._1;
            System.arraycopy(sorted[at]._2, 0, values, at * rank, rank);
        }
        return new FixedVectors(ids, new FactorTable(values, rank), Gram.packed(Kernels.best(), values, rank));
    }

    @SuppressWarnings("unchecked")
    private static Tuple2<Integer, float[]>[] sorted(List<Tuple2<Integer, float[]>> all) {
        Tuple2<Integer, float[]>[] sorted = all.toArray(Tuple2[]::new);
        Arrays.sort(sorted, Comparator.comparing(Tuple2::_1));
        for (int at = 1; at < sorted.length; at++) {
            if (sorted[at]._1.equals(sorted[at - 1]._1)) {
                throw new InputBadException("Cannot solve against fixed vectors: id=" + sorted[at]._1
                        + " comes twice, expected each id once; keep the newest");
            }
        }
        if (sorted.length == 0) {
            throw new InputBadException(
                    "Cannot solve against fixed vectors: vectors=0, expected at least one; check where they come from");
        }
        return sorted;
    }

    /** Refuses a vector that these settings cannot work with. */
    static void check(Integer id, float[] vector, int rank) {
        if (id == null || vector == null) {
            throw new InputBadException("Cannot use vectors: id or vector=null for id " + id
                    + ", expected both; remove or correct the row");
        }
        if (vector.length != rank) {
            throw new InputBadException("Cannot use vectors: rank=" + vector.length + " of id " + id + ", expected "
                    + rank + "; set the rank they were fitted with, or fit anew");
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new InputBadException("Cannot use vectors: value=" + value + " in the vector of id " + id
                        + ", expected finite numbers; remove or correct the row");
            }
        }
    }

    /** Where an id's vector is; below zero when it has none. */
    int position(int id) {
        return Arrays.binarySearch(ids, id);
    }
}
