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
    private final float[] inverses;

    /** For systems of this many unknowns; matrices have side {@code kernels.stride(rank)}. */
    public Cholesky(VectorKernels kernels, int rank) {
        this.kernels = kernels;
        this.rank = rank;
        this.stride = kernels.stride(rank);
        this.inverses = new float[rank];
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
            factorisePanel(upper, from, to);
            if (to < rank) {
                kernels.subtractPanel(upper, stride, from, to);
            }
        }
        for (int row = 0; row < rank; row++) {
            int block = row / panel * panel;
            float known = x[row] * inverses[row];
            kernels.addScaled(-known, upper, row * stride + block, x, block, stride - block);
            x[row] = known;
        }
        for (int from = (rank - 1) / panel * panel; from >= 0; from -= panel) {
            solveBackwards(upper, x, from, Math.min(from + panel, rank));
        }
    }

    /** Rows of one panel, those below it known: first what the known ones take off, then the panel's own triangle. */
    private void solveBackwards(float[] upper, float[] x, int from, int to) {
        for (int row = from; row < to; row++) {
            x[row] -= kernels.dot(upper, row * stride + to, x, to, stride - to);
        }
        for (int row = to - 1; row >= from; row--) {
            float left = x[row];
            for (int column = row + 1; column < to; column++) {
                left -= upper[row * stride + column] * x[column];
            }
            x[row] = left * inverses[row];
        }
    }

    /** Works on whole registers, from the panel's first column on; what lies before the diagonal becomes zero. */
    private void factorisePanel(float[] upper, int from, int to) {
        for (int row = from; row < to; row++) {
            int start = row * stride;
            float pivot = upper[start + row];
            if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
                throw new NotPositiveDefiniteException(row, pivot);
            }
            float scale = (float) (1 / Math.sqrt(pivot));
            for (int before = from; before < row; before++) {
                upper[start + before] = 0;
            }
            kernels.scale(scale, upper, start + from, stride - from);
            inverses[row] = scale;
            for (int below = row + 1; below < to; below++) {
                kernels.addScaled(
                        -upper[start + below], upper, start + from, upper, below * stride + from, stride - from);
            }
        }
    }
}
