package io.nightshift.jobs.recommend.nearest;

import io.nightshift.jobs.recommend.TopItems;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Sparse rows with values above 0, searched exactly for those with the largest product with a seeker. For each place it knows the rows
 * that have it and the largest value there, so a search can go from the most telling place to the least and end when no row it has not
 * met could still be listed (the MaxScore bound of Turtle and Flood 1995, "Query evaluation: strategies and optimizations"). Rows 4
 * (places 1 and 7) and 9 (place 7) are
 *
 * <pre>
 * rows     4     9        places   1  7
 * cells    1 7   7        lists    4  4 9
 * </pre>
 *
 * Takes 12 bytes a cell and some 16 a row and place. Not for several threads.
 */
final class SparseIndex {
    /** How far a bound in floats may fall short of a product, relatively, by rounding. */
    private static final double SLACK = 1 + 1e-5;

    private final int[] ids;
    private final int[] starts;
    /** Cell to the number of its place among {@link #places}. */
    private final int[] cells;

    private final float[] values;
    private final int[] places;
    private final int[] listStarts;
    private final int[] lists;
    private final float[] largest;
    /** Place to the seeker's value; 0 between searches. */
    private final float[] sought;
    /** Row to the last search that met it. */
    private final int[] met;

    private int searches;

    SparseIndex(SparseRows rows) {
        this.ids = rows.ids();
        this.starts = rows.starts();
        this.values = rows.values();
        this.places = Arrays.stream(rows.places()).sorted().distinct().toArray();
        this.cells = Arrays.stream(rows.places())
                .map(place -> Arrays.binarySearch(places, place))
                .toArray();
        this.listStarts = new int[places.length + 1];
        this.lists = new int[cells.length];
        this.largest = new float[places.length];
        this.sought = new float[places.length];
        this.met = new int[ids.length];
        fillLists();
    }

    private void fillLists() {
        for (int place : cells) {
            listStarts[place + 1]++;
        }
        for (int place = 0; place < places.length; place++) {
            listStarts[place + 1] += listStarts[place];
        }
        int[] ends = Arrays.copyOf(listStarts, places.length);
        for (int row = 0; row < ids.length; row++) {
            for (int cell = starts[row]; cell < starts[row + 1]; cell++) {
                lists[ends[cells[cell]]++] = row;
                largest[cells[cell]] = Math.max(largest[cells[cell]], values[cell]);
            }
        }
    }

    /**
     * Offers every row that may be among the best, but for the seeker itself.
     *
     * @param self the seeker's id
     * @param seekerPlaces its places, each once
     * @param seekerValues their values, above 0
     * @param least products below it, and of 0, are not offered
     */
    void search(int self, int[] seekerPlaces, float[] seekerValues, float least, TopItems best) {
        searches++;
        int[] known = known(seekerPlaces, seekerValues);
        double[] bounds = new double[known.length + 1];
        for (int i = known.length - 1; i >= 0; i--) {
            bounds[i] = bounds[i + 1] + (double) sought[known[i]] * largest[known[i]];
        }
        for (int i = 0; i < known.length && bounds[i] * SLACK >= Math.max(least, best.worst()); i++) {
            for (int at = listStarts[known[i]]; at < listStarts[known[i] + 1]; at++) {
                meet(lists[at], self, least, best);
            }
        }
        for (int place : known) {
            sought[place] = 0;
        }
    }

    /** The places that some row has: first those that promise most for each row they lead to. */
    private int[] known(int[] seekerPlaces, float[] seekerValues) {
        return IntStream.range(0, seekerPlaces.length)
                .map(i -> {
                    int place = Arrays.binarySearch(places, seekerPlaces[i]);
                    if (place >= 0) {
                        sought[place] = seekerValues[i];
                    }
                    return place;
                })
                .filter(place -> place >= 0)
                .boxed()
                .sorted(Comparator.comparingDouble(place ->
                        -(double) sought[place] * largest[place] / (listStarts[place + 1] - listStarts[place])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void meet(int row, int self, float least, TopItems best) {
        if (met[row] == searches) {
            return;
        }
        met[row] = searches;
        if (ids[row] == self) {
            return;
        }
        double product = 0;
        for (int cell = starts[row]; cell < starts[row + 1]; cell++) {
            product += (double) sought[cells[cell]] * values[cell];
        }
        float score = (float) product;
        if (score > 0 && score >= least && score >= best.worst()) {
            best.offer(ids[row], score);
        }
    }
}
