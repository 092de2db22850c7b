package io.nightshift.linalg;

import io.nightshift.vector.VectorKernels;

/**
 * Solves A x = b by A = U'U, in place. The factorisation goes right-looking in panels of one register's rows (Golub and Van Loan,
 * Matrix Computations, section 4.2.6), a panel's own rows one after the other with the right side beside them.
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
     * @param upper A's upper triangle, stride x stride; padded by zeros; overwritten by U
     * @param x the right side b on entry, the solution on return; rank numbers and zeros
     * @throws NotPositiveDefiniteException when a pivot is not a finite number above zero
     */
    public void solve(float[] upper, float[] x) {
        int panel = kernels.lanes();
        for (int from = 0; from < rank; from += panel) {
            int to = Math.min(from + panel, rank);
            for (int row = from; row < to; row++) {
                float pivot = kernels.eliminateRow(upper, stride, from, row, x);
                if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
                    throw new NotPositiveDefiniteException(row, pivot);
                }
            }
            if (to < rank) {
                kernels.subtractPanel(upper, stride, from, to);
            }
        }
        for (int from = (rank - 1) / panel * panel; from >= 0; from -= panel) {
            solveBackwards(upper, x, from, Math.min(from + panel, rank));
        }
    }

    /** Rows of one panel, those below it known: first what the known ones take off, then the panel's own triangle by columns. */
    private void solveBackwards(float[] upper, float[] x, int from, int to) {
        for (int row = from; row < to; row++) {
            x[row] -= kernels.dot(upper, row * stride + to, x, to, stride - to);
        }
        for (int row = to - 1; row >= from; row--) {
            float known = x[row] / upper[row * stride + row];
            x[row] = known;
            for (int above = from; above < row; above++) {
                x[above] -= upper[above * stride + row] * known;
            }
        }
    }
}
