package io.nightshift.jobs.recommend.nearest;

import java.util.Arrays;

/** Collects sparse rows, one after the other: 8 bytes a cell. */
final class SparseRows {
    private int[] ids = new int[64];
    private int[] starts = new int[65];
    private int[] places = new int[1024];
    private float[] values = new float[1024];
    private int rows;

    /**
     * Adds a row.
     *
     * @param rowPlaces ascending, each once
     * @param rowValues their values; cells not above 0 are left out
     */
    void add(int id, int[] rowPlaces, float[] rowValues) {
        if (rows == ids.length) {
            ids = Arrays.copyOf(ids, 2 * rows);
            starts = Arrays.copyOf(starts, 2 * rows + 1);
        }
        int size = starts[rows];
        if (size + rowPlaces.length > places.length) {
            int more = Math.max(2 * size, size + rowPlaces.length);
            places = Arrays.copyOf(places, more);
            values = Arrays.copyOf(values, more);
        }
        for (int i = 0; i < rowPlaces.length; i++) {
            if (rowValues[i] > 0) {
                places[size] = rowPlaces[i];
                values[size++] = rowValues[i];
            }
        }
        ids[rows++] = id;
        starts[rows] = size;
    }

    int[] ids() {
        return Arrays.copyOf(ids, rows);
    }

    /** Row to its first cell, and one more for the end. */
    int[] starts() {
        return Arrays.copyOf(starts, rows + 1);
    }

    int[] places() {
        return Arrays.copyOf(places, starts[rows]);
    }

    float[] values() {
        return Arrays.copyOf(values, starts[rows]);
    }
}
