package io.nightshift.logistic;

import java.io.Serializable;

/**
 * Log loss of a logistic regression with its first and second derivatives, summed over training rows; parts are merged in a fixed
 * order. The last weight is the constant's. The second derivatives are the upper triangle, row after row.
 */
public final class LogisticSums implements Serializable {
    private static final long serialVersionUID = 1;

    private double loss;
    private final double[] gradient;
    private final double[] curvature;

    /** For models of this many weights, the constant's included. */
    public LogisticSums(int weights) {
        gradient = new double[weights];
        curvature = new double[weights * (weights + 1) / 2];
    }

    /**
     * Adds a row.
     *
     * @param x standardised columns, and a last one of 1
     * @param label 1 or 0
     * @param weight how many rows it stands for, above 0
     * @param weights at which to sum
     */
    public void add(double[] x, int label, double weight, double[] weights) {
        double z = 0;
        for (int i = 0; i < x.length; i++) {
            z += weights[i] * x[i];
        }
        double shrunk = StrictMath.exp(-Math.abs(z));
        double probability = (z >= 0 ? 1 : shrunk) / (1 + shrunk);
        loss += weight * (StrictMath.log1p(shrunk) + Math.max(z, 0) - label * z);
        double error = weight * (probability - label);
        double bend = weight * probability * (1 - probability);
        for (int i = 0, at = 0; i < x.length; at += x.length - i, i++) {
            gradient[i] += error * x[i];
            double scaled = bend * x[i];
            int shift = at - i;
            for (int j = i; j < x.length; j++) {
                curvature[shift + j] += scaled * x[j];
            }
        }
    }

    /** Adds another part. */
    public void merge(LogisticSums other) {
        loss += other.loss;
        addTo(gradient, other.gradient);
        addTo(curvature, other.curvature);
    }

    private static void addTo(double[] sums, double[] parts) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += parts[i];
        }
    }

    /** The sum of log losses and half the penalised squared length of the weights, without the constant. */
    double loss(double[] weights, double penalty) {
        double squares = 0;
        for (int i = 0; i < weights.length - 1; i++) {
            squares += weights[i] * weights[i];
        }
        return loss + penalty / 2 * squares;
    }

    /**
     * Newton's move from the weights at which the sums were taken: the solution of (curvature + penalty) move = gradient + penalty
     * weights, by Cholesky. A millionth of the largest diagonal is added to all of it, so that equal columns are solvable without a
     * penalty.
     */
    double[] move(double[] weights, double penalty) {
        int n = weights.length;
        double[][] a = new double[n][n];
        double largest = 0;
        for (int i = 0, at = 0; i < n; i++) {
            for (int j = i; j < n; j++, at++) {
                a[j][i] = curvature[at];
            }
            a[i][i] += i < n - 1 ? penalty : 0;
            largest = Math.max(largest, a[i][i]);
        }
        double[] move = gradient.clone();
        for (int i = 0; i < n; i++) {
            a[i][i] += 1e-6 * largest + Double.MIN_NORMAL;
            move[i] += i < n - 1 ? penalty * weights[i] : 0;
        }
        solve(a, move);
        return move;
    }

    /** Solves a x = b in place; a is positive definite, its lower triangle is given and overwritten. */
    private static void solve(double[][] a, double[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
            for (int k = 0; k < i; k++) {
                b[i] -= a[i][k] * b[k];
            }
            b[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= a[k][i] * b[k];
            }
            b[i] /= a[i][i];
        }
    }
}
