package io.nightshift.als;

import io.nightshift.linalg.Cholesky;
import io.nightshift.vector.VectorKernels;
import java.util.Arrays;

/**
 * Solves a row of few pairs exactly by a system of as many unknowns as it has pairs (Woodbury's formula; Golub and Van Loan, Matrix
 * Computations, section 2.1.4). With D the diagonal of w0 L + lambda, Y the pairs' vectors along the {@link Axes}, S the diagonal of
 * c - w0 and b of c p, the row's system (D + Y'SY) x = Y'b has the solution x = 1/D Y'a where, with V = sqrt(S) Y / sqrt(D),
 *
 * <pre>
 *   (I + V V') g = b / sqrt(S),   a = sqrt(S) g
 * </pre>
 *
 * <p>Pairs whose S is zero, or next to it, keep their b in a and are taken off the right side, so that nothing is divided by zero. The
 * matrix has all eigenvalues at 1 or above, whatever the pairs: equal vectors and zero weights need no care.
 */
final class PairSystem {
    /** Pairs whose S is a smaller share of b are not divided by it. */
    private static final float LEAST_SHARE = 1e-6f;

    private final VectorKernels kernels;
    private final int rank;
    private final float[] columns;
    private final float[] matrix;
    private final float[] roots;
    private final float[] unknowns;
    private final float[] pairFactors;

    /** Buffers for rows of at most so many pairs: as many vectors and a matrix of their number. */
    PairSystem(VectorKernels kernels, int rank, int most) {
        int side = kernels.stride(most);
        this.kernels = kernels;
        this.rank = rank;
        this.columns = new float[rank * side];
        this.matrix = new float[side * side];
        this.roots = new float[side];
        this.unknowns = new float[side];
        this.pairFactors = new float[side];
    }

    /**
     * Solves one row.
     *
     * @param pairs its pairs, at least one, their vectors along the axes
     * @param inverse 1 / D for each axis, padded by zeros
     * @param solution receives x; its padding stays zero
     */
    void solve(GatheredPairs pairs, float[] inverse, float[] inverseRoots, float[] solution) {
        int count = pairs.count();
        int side = kernels.stride(count);
        boolean apart = split(pairs);
        fillColumns(pairs, inverseRoots, side);
        Arrays.fill(matrix, 0, side * side, 0);
        kernels.addOuterProducts(columns, rank, side, matrix);
        for (int k = 0; k < count; k++) {
            matrix[k * side + k] += 1;
        }
        if (apart) {
            takeOff(pairs, inverse, solution);
        }
        Arrays.fill(unknowns, count, side, 0);
        new Cholesky(kernels, count).solve(matrix, unknowns);
        for (int k = 0; k < count; k++) {
            pairFactors[k] += roots[k] * unknowns[k];
        }
        combine(pairs, inverse, solution);
    }

    /** Puts each pair's b on the right side or, where S is next to nothing, apart; tells whether any is apart. */
    private boolean split(GatheredPairs pairs) {
        boolean apart = false;
        for (int k = 0; k < pairs.count(); k++) {
            float pull = pairs.pull(k);
            roots[k] = (float) Math.sqrt(pairs.extra(k));
            boolean kept = pairs.extra(k) <= LEAST_SHARE * pull;
            pairFactors[k] = kept ? pull : 0;
            unknowns[k] = kept ? 0 : pull / roots[k];
            apart |= kept && pull != 0;
        }
        return apart;
    }

    /** V', an axis a row. */
    private void fillColumns(GatheredPairs pairs, float[] inverseRoots, int side) {
        float[] rows = pairs.rows();
        Arrays.fill(columns, 0, rank * side, 0);
        for (int k = 0; k < pairs.count(); k++) {
            int from = k * pairs.stride();
            for (int d = 0; d < rank; d++) {
                columns[d * side + k] = roots[k] * inverseRoots[d] * rows[from + d];
            }
        }
    }

    /** Takes sqrt(S) Y / D Y' of what was set apart off the right side. */
    private void takeOff(GatheredPairs pairs, float[] inverse, float[] solution) {
        combine(pairs, inverse, solution);
        float[] products = new float[pairs.count()];
        kernels.multiplyRows(pairs.rows(), pairs.count(), pairs.stride(), solution, products);
        for (int k = 0; k < pairs.count(); k++) {
            unknowns[k] -= roots[k] * products[k];
        }
    }

    private void combine(GatheredPairs pairs, float[] inverse, float[] solution) {
        Arrays.fill(solution, 0);
        kernels.addScaledRows(pairs.rows(), pairs.count(), pairs.stride(), pairFactors, solution);
        for (int d = 0; d < rank; d++) {
            solution[d] *= inverse[d];
        }
    }
}
