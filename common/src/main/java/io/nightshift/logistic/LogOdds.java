package io.nightshift.logistic;

import java.io.Serializable;

/**
 * A fitted logistic regression: coefficients for columns as they are, not standardised, and the constant.
 *
 * @param coefficients one for each column
 * @param intercept the log odds where all columns are 0
 */
public record LogOdds(double[] coefficients, double intercept) implements Serializable {
    /** The log odds of a row; columns beyond the coefficients are ignored. */
    public double of(double[] columns) {
        double sum = intercept;
        for (int i = 0; i < coefficients.length; i++) {
            sum += coefficients[i] * columns[i];
        }
        return sum;
    }
}
