package io.nightshift.jobs.recommend;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The vectors of the items, for scoring one item and for finding the best of all. For the search the items lie in panels of
 * 16, by length of the vector descending; within a panel the same coordinate of all its items is adjacent. A search ends at
 * the first panel whose longest vector times the user's cannot reach the worst item that is kept.
 */
final class ItemVectors implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int LANES = 16;

    /** How far a float dot product may exceed the product of the lengths, relatively, by rounding: rank 1024 x 2^-24. */
    private static final double SLACK = 1 + 1e-4;

    private final int rank;
    /** Item to its place among the vectors; -1 without one. */
    private final int[] places;

    private final float[] rows;
    /** Search order to item; -1 fills the last panel. */
    private final int[] panelItems;

    private final float[] panels;
    /** The longest vector of each panel. */
    private final double[] panelNorms;

    /**
     * @param rank length of the vectors
     * @param owners the items with a vector, ascending
     * @param rows their vectors, one after the other
     * @param searchable item to whether a search may find it
     */
    ItemVectors(int rank, int[] owners, float[] rows, boolean[] searchable) {
        int items = searchable.length;
        this.rank = rank;
        this.rows = rows;
        this.places = new int[items];
        Arrays.fill(places, -1);
        for (int place = 0; place < owners.length; place++) {
            places[owners[place]] = place;
        }
        double[] norms = norms(owners.length);
        int[] order = longestFirst(norms, place -> searchable[owners[place]]);
        int panelCount = (order.length + LANES - 1) / LANES;
        this.panelItems = new int[panelCount * LANES];
        this.panels = new float[panelCount * LANES * rank];
        this.panelNorms = new double[panelCount];
        Arrays.fill(panelItems, -1);
        for (int i = 0; i < order.length; i++) {
            pack(i, order[i], owners[order[i]]);
            panelNorms[i / LANES] = Math.max(panelNorms[i / LANES], norms[order[i]]);
        }
    }

    private double[] norms(int vectors) {
        double[] norms = new double[vectors];
        for (int place = 0; place < vectors; place++) {
            norms[place] = norm(rows, place * rank);
        }
        return norms;
    }

    private double norm(float[] values, int from) {
        double squares = 0;
        for (int k = 0; k < rank; k++) {
            squares += (double) values[from + k] * values[from + k];
        }
        return Math.sqrt(squares);
    }

    private static int[] longestFirst(double[] norms, IntPredicate isSearchable) {
        return java.util.stream.IntStream.range(0, norms.length)
                .filter(isSearchable)
                .boxed()
                .sorted((a, b) -> norms[a] != norms[b] ? Double.compare(norms[b], norms[a]) : Integer.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void pack(int position, int place, int item) {
        panelItems[position] = item;
        int base = position / LANES * LANES * rank + position % LANES;
        for (int k = 0; k < rank; k++) {
            panels[base + k * LANES] = rows[place * rank + k];
        }
    }

    int rank() {
        return rank;
    }

    boolean has(int item) {
        return places[item] >= 0;
    }

    /** The dot product with an item that has a vector. */
    float score(float[] user, int item) {
        int base = places[item] * rank;
        float sum = 0;
        for (int k = 0; k < rank; k++) {
            sum += user[k] * rows[base + k];
        }
        return sum;
    }

    /** The cosine of two items with vectors; 0 when one has length 0. */
    double cosine(int item, int other) {
        int a = places[item] * rank;
        int b = places[other] * rank;
        double dot = 0;
        for (int k = 0; k < rank; k++) {
            dot += (double) rows[a + k] * rows[b + k];
        }
        double lengths = norm(rows, a) * norm(rows, b);
        return lengths > 0 ? dot / lengths : 0;
    }

    /** Offers every item with a vector that may be among the best and is not in {@code skipped}. */
    void search(float[] user, ItemMarks skipped, TopItems best) {
        double length = norm(user, 0) * SLACK;
        float[] scores = new float[LANES];
        for (int panel = 0; panel < panelNorms.length; panel++) {
            if (length * panelNorms[panel] < best.worst()) {
                return;
            }
            scorePanel(user, panel, scores);
            offerPanel(panel, scores, skipped, best);
        }
    }

    private void scorePanel(float[] user, int panel, float[] scores) {
        Arrays.fill(scores, 0);
        int base = panel * LANES * rank;
        for (int k = 0; k < rank; k++, base += LANES) {
            float u = user[k];
            for (int lane = 0; lane < LANES; lane++) {
                scores[lane] += u * panels[base + lane];
            }
        }
    }

    private void offerPanel(int panel, float[] scores, ItemMarks skipped, TopItems best) {
        float worst = best.worst();
        for (int lane = 0; lane < LANES; lane++) {
            int item = panelItems[panel * LANES + lane];
            if (scores[lane] >= worst && item >= 0 && !skipped.contains(item)) {
                best.offer(item, scores[lane]);
                worst = best.worst();
            }
        }
    }
}
