package io.nightshift.als;

import io.nightshift.linalg.Cholesky;
import io.nightshift.vector.VectorKernels;
import java.util.Arrays;

/**
 * Solves a row of few pairs exactly by a system of as many unknowns as it has pairs (Woodbury's formula; Golub and Van Loan, Matrix
 * Computations, section 2.1.4). With D the diagonal of w0 L + lambda, Y the pairs' vectors along the {@link Axes}, S the diagonal of
 * c - w0 and b of c p, the row's system (D + Y'SY) x = Y'b has the solution
 *
 * <pre>
 *   x = V'g / sqrt(D)   with   (I + V V') g = b / sqrt(S),   V = sqrt(S) Y / sqrt(D)
 * </pre>
 *
 * <p>The matrix has all eigenvalues at 1 or above: equal vectors and weights of zero need no care. Where S is zero, or next to it, b is not
 * divided: its part of x, Y'b / D, stands apart, and the right side loses V sqrt(D) times that part.
 */
final class PairSystem {
    /** Pairs whose S is a smaller share of b are not divided by it. */
    private static final float LEAST_SHARE = 1e-6f;

    /** Up to so many pairs products of the vectors, one by one, take less time than to lay them out for the kernel. */
    private static final int ONE_BY_ONE = 8;

    private final VectorKernels kernels;
    private final int rank;
    private final float[] columns;
    private final float[] matrix;
    private final float[] roots;
    private final float[] apart;
    private final float[] unknowns;
    private final float[] sums;

    /** Buffers for rows of at most so many pairs: as many vectors and a matrix of their number. */
    PairSystem(VectorKernels kernels, int rank, int most) {
        int side = kernels.stride(most);
        this.kernels = kernels;
        this.rank = rank;
        this.columns = new float[rank * side];
        this.matrix = new float[side * side];
        this.roots = new float[side];
        this.apart = new float[side];
        this.unknowns = new float[side];
        this.sums = new float[kernels.stride(rank)];
    }

    /**
     * Solves one row. Afterwards the pairs have to be loaded again.
     *
     * @param pairs its pairs, their vectors along the axes
     * @param inverseRoots 1 / sqrt(D) for each axis, padded by zeros
     * @param solution receives x; its padding stays zero
     */
    void solve(GatheredPairs pairs, float[] inverseRoots, float[] solution) {
        int count = pairs.count();
        int side = kernels.stride(count);
        Arrays.fill(solution, 0);
        if (split(pairs)) {
            addApart(pairs, inverseRoots, solution);
        }
        pairs.scale(roots, inverseRoots);
        Arrays.fill(matrix, 0, side * side, 0);
        addProducts(pairs, side);
        for (int k = 0; k < count; k++) {
            matrix[k * side + k] += 1;
        }
        Arrays.fill(unknowns, count, side, 0);
        new Cholesky(kernels, count).solve(matrix, unknowns);
        Arrays.fill(sums, 0);
        kernels.addScaledRows(pairs.rows(), count, pairs.stride(), unknowns, sums);
        for (int d = 0; d < rank; d++) {
            solution[d] += inverseRoots[d] * sums[d];
        }
    }

    /** Puts each pair's b on the right side or, where S is next to nothing, apart; tells whether any is apart. */
    private boolean split(GatheredPairs pairs) {
        boolean any = false;
        for (int k = 0; k < pairs.count(); k++) {
            float pull = pairs.pull(k);
            roots[k] = (float) Math.sqrt(pairs.extra(k));
            boolean kept = pairs.extra(k) <= LEAST_SHARE * pull;
            apart[k] = kept ? pull : 0;
            unknowns[k] = kept || pull == 0 ? 0 : pull / roots[k];
            any |= kept && pull != 0;
        }
        return any;
    }

    /** Adds what stands apart to the solution, and takes what the pairs see of it off the right side. */
    private void addApart(GatheredPairs pairs, float[] inverseRoots, float[] solution) {
        kernels.addScaledRows(pairs.rows(), pairs.count(), pairs.stride(), apart, solution);
        for (int d = 0; d < rank; d++) {
            solution[d] *= inverseRoots[d] * inverseRoots[d];
        }
        float[] products = new float[pairs.count()];
        kernels.multiplyRows(pairs.rows(), pairs.count(), pairs.stride(), solution, products);
        for (int k = 0; k < pairs.count(); k++) {
            unknowns[k] -= roots[k] * products[k];
        }
    }

    /** The upper triangle of V V'. */
    private void addProducts(GatheredPairs pairs, int side) {
        float[] rows = pairs.rows();
        int count = pairs.count();
        int stride = pairs.stride();
        if (count <= ONE_BY_ONE) {
            for (int k = 0; k < count; k++) {
                for (int other = k; other < count; other++) {
                    matrix[k * side + other] = kernels.dot(rows, k * stride, rows, other * stride, stride);
                }
            }
            return;
        }
        Arrays.fill(columns, 0, rank * side, 0);
        for (int k = 0; k < count; k++) {
            for (int d = 0; d < rank; d++) {
                columns[d * side + k] = rows[k * stride + d];
            }
        }
        kernels.addOuterProducts(columns, rank, side, matrix);
    }
}
