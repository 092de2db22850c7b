package io.nightshift.jobs.propensity;

import java.io.Serializable;

/**
 * Some observations, encoded: what fits read again and again. Columns that all targets share are kept once.
 *
 * @param days as-of date of each row, days since 1970-01-01
 * @param folds of each row's user
 * @param labels of each target, of each row: 1, 0, or -1 when unknown
 * @param shared the shared columns, row after row
 * @param own each target's own columns, row after row
 */
record DesignBlock(int[] days, int[] folds, byte[][] labels, double[] shared, double[][] own) implements Serializable {
    int rows() {
        return days.length;
    }

    /** Writes a row's columns for one target: the shared ones, then its own; returns how many. */
    int copyRow(int row, int target, double[] columns) {
        int width = shared.length / rows();
        int ownWidth = own[target].length / rows();
        System.arraycopy(shared, row * width, columns, 0, width);
        System.arraycopy(own[target], row * ownWidth, columns, width, ownWidth);
        return width + ownWidth;
    }
}
