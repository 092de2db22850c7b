package io.nightshift.ranking;

import io.nightshift.vector.VectorKernels;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Item vectors by falling norm, packed in panels as the kernels read them: the d-th numbers of a panel's items lie side by side. The
 * norm of a panel's first item bounds all scores from there on (Teflioudi et al. 2015, LEMP, length-based pruning). The last panel is
 * filled up with zeros. Memory: rank + 3 numbers an item, and 30 bytes more while packing.
 */
public final class PackedItems {
    private final int rank;
    private final int count;
    private final int dropped;
    private final int width;
    private final int[] ids;
    private final float[] panels;
    private final float[] panelNorms;

    /**
     * Packs items.
     *
     * @param kernels decide the width of a panel
     * @param ids each once
     * @param vectors rank numbers an item; items with a number that is not finite are dropped
     * @param eligible by index into ids: others are left out and not counted as dropped
     */
    public PackedItems(VectorKernels kernels, int[] ids, float[] vectors, int rank, IntPredicate eligible) {
        double[] norms = new double[ids.length];
        for (int item = 0; item < ids.length; item++) {
            norms[item] = norm(vectors, item * rank, rank);
        }
        int[] order = IntStream.range(0, ids.length)
                .filter(eligible)
                .filter(item -> Double.isFinite(norms[item]))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(item -> -norms[item])
                        .thenComparingInt(item -> ids[item]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.rank = rank;
        this.count = order.length;
        this.dropped = (int) IntStream.range(0, ids.length).filter(eligible).count() - count;
        this.width = kernels.panelWidth();
        int panelCount = (count + width - 1) / width;
        this.ids = new int[count];
        this.panels = new float[Math.multiplyExact(panelCount, width * rank)];
        this.panelNorms = new float[panelCount];
        for (int at = 0; at < count; at++) {
            this.ids[at] = ids[order[at]];
            int start = at / width * width * rank + at % width;
            for (int d = 0; d < rank; d++) {
                panels[start + d * width] = vectors[order[at] * rank + d];
            }
            if (at % width == 0) {
                panelNorms[at / width] = Math.nextUp((float) norms[order[at]]);
            }
        }
    }

    /** The Euclidean norm; not finite when a number is not. */
    static double norm(float[] vectors, int from, int rank) {
        double sum = 0;
        for (int d = 0; d < rank; d++) {
            sum += (double) vectors[from + d] * vectors[from + d];
        }
        return Math.sqrt(sum);
    }

    /** Items that were eligible but had a number that is not finite. */
    public int dropped() {
        return dropped;
    }

    /** Items that can be found. */
    public int count() {
        return count;
    }

    int rank() {
        return rank;
    }

    int width() {
        return width;
    }

    int panelCount() {
        return panelNorms.length;
    }

    /** At least the norm of every item in this panel and the later ones. */
    float norm(int panel) {
        return panelNorms[panel];
    }

    float[] panels() {
        return panels;
    }

    int id(int place) {
        return ids[place];
    }
}
