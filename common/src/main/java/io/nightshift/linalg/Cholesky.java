package io.nightshift.linalg;

import io.nightshift.vector.VectorKernels;

/**
 * Solves A x = b by A = U'U, in place. The factorisation goes right-looking in panels of one register's rows (Golub and Van Loan,
 * Matrix Computations, section 4.2.6), so that nearly all of its work is the kernels' panel update.
 */
public final class Cholesky {
    private final VectorKernels kernels;
    private final int rank;
    private final int stride;

    /** For systems of this many unknowns; matrices have side {@code kernels.stride(rank)}. */
    public Cholesky(VectorKernels kernels, int rank) {
        this.kernels = kernels;
        this.rank = rank;
        this.stride = kernels.stride(rank);
    }

    /**
     * Solves one system.
     *
     * @param upper A's upper triangle, stride x stride; its padding may hold anything finite; overwritten by U
     * @param x the right side b on entry, the solution on return; rank numbers and zeros
     * @throws NotPositiveDefiniteException when a pivot is not a finite number above zero
     */
    public void solve(float[] upper, float[] x) {
        int panel = kernels.lanes();
        for (int from = 0; from < rank; from += panel) {
            int to = Math.min(from + panel, rank);
            factorisePanel(upper, from, to);
            if (to < rank) {
                kernels.subtractPanel(upper, stride, from, to);
            }
        }
        for (int row = 0; row < rank; row++) {
            x[row] /= upper[row * stride + row];
            kernels.addScaled(-x[row], upper, row * stride + row + 1, x, row + 1, rank - row - 1);
        }
        for (int row = rank - 1; row >= 0; row--) {
            float known = kernels.dot(upper, row * stride + row + 1, x, row + 1, rank - row - 1);
            x[row] = (x[row] - known) / upper[row * stride + row];
        }
    }

    private void factorisePanel(float[] upper, int from, int to) {
        for (int row = from; row < to; row++) {
            int diagonal = row * stride + row;
            float pivot = upper[diagonal];
            if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
                throw new NotPositiveDefiniteException(row, pivot);
            }
            float scale = (float) (1 / Math.sqrt(pivot));
            for (int column = row; column < rank; column++) {
                upper[row * stride + column] *= scale;
            }
            for (int below = row + 1; below < to; below++) {
                float factor = upper[row * stride + below];
                kernels.addScaled(-factor, upper, row * stride + below, upper, below * stride + below, rank - below);
            }
        }
    }
}
