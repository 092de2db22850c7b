package io.nightshift.als;

import io.nightshift.ranking.PackedItems;
import io.nightshift.vector.Kernels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import scala.Tuple2;

/** Item vectors on their way to the executors, packed there on first use, as wide as that machine's registers. */
final class ItemVectors implements Serializable {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger(ItemVectors.class.getName());

    private final int[] ids;
    private final FactorTable vectors;
    private transient PackedItems packed;

    ItemVectors(int[] ids, FactorTable vectors) {
        this.ids = ids;
        this.vectors = vectors;
    }

    /** From ids and vectors of one rank. */
    static ItemVectors of(Iterator<Tuple2<Integer, float[]>> items) {
        List<Tuple2<Integer, float[]>> all = new ArrayList<>();
        items.forEachRemaining(all::add);
        int rank = all.isEmpty() ? 1 : all.get(0)._2.length;
        float[] values = new float[Math.multiplyExact(all.size(), rank)];
        for (int at = 0; at < all.size(); at++) {
            System.arraycopy(all.get(at)._2, 0, values, at * rank, rank);
        }
        return new ItemVectors(all.stream().mapToInt(Tuple2::_1).toArray(), new FactorTable(values, rank));
    }

    synchronized PackedItems packed() {
        if (packed == null) {
            packed = new PackedItems(Kernels.best(), ids, vectors.values(), vectors.rank(), item -> true);
            if (packed.dropped() > 0) {
                LOG.log(System.Logger.Level.WARNING, "{0} items left out: numbers not finite", packed.dropped());
            }
        }
        return packed;
    }

    /** The id at a position. */
    int id(int position) {
        return ids[position];
    }

    /** Whether a row's others, positions in the order of their ids, hold an id. */
    boolean contains(int[] others, int from, int to, int id) {
        int low = from;
        int high = to - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = ids[others[middle]];
            if (found == id) {
                return true;
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /** Whether a row's others, ids in their order, hold an id. */
    static boolean listed(int[] others, int from, int to, int id) {
        return Arrays.binarySearch(others, from, to, id) >= 0;
    }
}
