package io.nightshift.logistic;

import java.io.Serializable;

/**
 * How columns are standardised: (x - mean) / deviation, and 0 for a column of one value.
 *
 * @param means of the columns
 * @param deviations of the columns, 0 for a column of one value
 */
public record Scaling(double[] means, double[] deviations) implements Serializable {
    /**
     * The scaling of rows known by their sums.
     *
     * @param n number of rows, or the sum of their weights
     * @param sums of each column
     * @param squares sum of squares of each column
     * @return means, and deviations of n - 1, 0 where rounding is all that the sums say
     */
    public static Scaling of(double n, double[] sums, double[] squares) {
        double[] means = new double[sums.length];
        double[] deviations = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = n == 0 ? 0 : sums[i] / n;
            double variance = n < 2 ? 0 : (squares[i] - n * means[i] * means[i]) / (n - 1);
            // Below this the sums' rounding is all that is left of a column of one value.
            deviations[i] = variance > 1e-12 * (1 + means[i] * means[i]) ? Math.sqrt(variance) : 0;
        }
        return new Scaling(means, deviations);
    }

    /** Standardises the first columns of a row, as many as there are means. */
    public void standardise(double[] columns) {
        for (int i = 0; i < means.length; i++) {
            columns[i] = deviations[i] == 0 ? 0 : (columns[i] - means[i]) / deviations[i];
        }
    }
}
