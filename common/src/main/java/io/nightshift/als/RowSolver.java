package io.nightshift.als;

import io.nightshift.linalg.Cholesky;
import io.nightshift.linalg.ConjugateGradient;
import io.nightshift.vector.VectorKernels;
import java.util.Arrays;

/**
 * Solves for one vector after another against the fixed vectors of the other side: with G their Gram matrix, the system of a row is
 * (w0 G + sum of (c - w0) y y' + lambda I) x = sum of c p y, over the row's pairs (Hu et al. 2008, section 4). Holds the buffers of
 * one task: three matrices of rank x rank floats and {@value #GATHERED} vectors.
 */
final class RowSolver {
    private static final int GATHERED = 64;

    /** Up to here, forming the matrix is as cheap as a few products with the pairs themselves. */
    private static final int LARGEST_FORMED_RANK = 96;

    private final VectorKernels kernels;
    private final AlsSettings settings;
    private final Solver solver;
    private final int rank;
    private final int stride;
    private final float[] base;
    private final float[] others;
    private final float[] matrix;
    private final float[] gathered;
    private final float[] right;
    private final float[] solution;
    private final Cholesky cholesky;
    private final ConjugateGradient gradient;

    /**
     * A solver against one side.
     *
     * @param gram w0 G, stride x stride, both triangles
     * @param others the other side's vectors, rank floats each
     */
    RowSolver(VectorKernels kernels, AlsSettings settings, float[] gram, float[] others) {
        this.kernels = kernels;
        this.settings = settings;
        this.rank = settings.rank();
        this.solver = settings.solver().at(rank);
        this.stride = kernels.stride(rank);
        this.base = gram;
        this.others = others;
        this.matrix = new float[stride * stride];
        this.gathered = new float[GATHERED * stride];
        this.right = new float[stride];
        this.solution = new float[stride];
        this.cholesky = new Cholesky(kernels, rank);
        this.gradient = new ConjugateGradient(kernels, stride);
    }

    /**
     * Solves one row.
     *
     * @param block holds its pairs, the other side by position
     * @param row which one
     * @param vectors of the block, rank floats each: the start on entry (conjugate gradient only), the solution on return
     * @return the row's part of the objective: that of its pairs, of w0 over all pairs, and of its own regularisation
     */
    double solve(InteractionBlock block, int row, float[] vectors) {
        int pairs = block.starts()[row + 1] - block.starts()[row];
        float lambda = (float) lambda(pairs);
        double constant = rightSide(block, row);
        double unsolved = 0;
        if (solver == Solver.CHOLESKY) {
            formMatrix(block, row, lambda);
            System.arraycopy(right, 0, solution, 0, stride);
            cholesky.solve(matrix, solution);
        } else {
            System.arraycopy(vectors, row * rank, solution, 0, rank);
            unsolved = conjugateGradient(block, row, lambda);
        }
        System.arraycopy(solution, 0, vectors, row * rank, rank);
        return constant - kernels.dot(solution, 0, right, 0, rank) - unsolved;
    }

    /** The regularisation of a vector with this many pairs. */
    double lambda(int pairs) {
        return settings.weighting().lambda(settings, pairs, others.length / rank);
    }

    /** Sets {@link #right}; returns the sum of c p. */
    private double rightSide(InteractionBlock block, int row) {
        Arrays.fill(right, 0);
        double constant = 0;
        for (int k = block.starts()[row]; k < block.starts()[row + 1]; k++) {
            float weight = block.weights()[k];
            if (weight > 0) {
                double confidence = settings.weighting().confidence(settings, weight);
                constant += confidence;
                kernels.addScaled((float) confidence, others, block.others()[k] * rank, right, 0, rank);
            }
        }
        return constant;
    }

    private float extra(float weight) {
        return (float) settings.weighting().extra(settings, weight);
    }

    private void formMatrix(InteractionBlock block, int row, float lambda) {
        System.arraycopy(base, 0, matrix, 0, matrix.length);
        for (int d = 0; d < rank; d++) {
            matrix[d * stride + d] += lambda;
        }
        int end = block.starts()[row + 1];
        for (int from = block.starts()[row]; from < end; from += GATHERED) {
            int count = Math.min(GATHERED, end - from);
            for (int k = 0; k < count; k++) {
                float root = (float) Math.sqrt(extra(block.weights()[from + k]));
                int at = block.others()[from + k] * rank;
                for (int d = 0; d < rank; d++) {
                    gathered[k * stride + d] = root * others[at + d];
                }
            }
            kernels.addOuterProducts(gathered, count, stride, matrix);
        }
    }

    private double conjugateGradient(InteractionBlock block, int row, float lambda) {
        int pairs = block.starts()[row + 1] - block.starts()[row];
        if (rank > LARGEST_FORMED_RANK && pairs <= 2 * rank) {
            return gradient.improve(
                    (direction, result) -> multiply(block, row, lambda, direction, result),
                    right,
                    solution,
                    settings.cgSteps());
        }
        formMatrix(block, row, lambda);
        return gradient.improve(
                (direction, result) -> kernels.multiplySymmetric(matrix, stride, direction, result),
                right,
                solution,
                settings.cgSteps());
    }

    /** The product without forming the matrix: cheaper for rows of few pairs. */
    private void multiply(InteractionBlock block, int row, float lambda, float[] direction, float[] result) {
        kernels.multiplySymmetric(base, stride, direction, result);
        kernels.addScaled(lambda, direction, 0, result, 0, rank);
        for (int k = block.starts()[row]; k < block.starts()[row + 1]; k++) {
            int at = block.others()[k] * rank;
            float along = extra(block.weights()[k]) * kernels.dot(others, at, direction, 0, rank);
            kernels.addScaled(along, others, at, result, 0, rank);
        }
    }

    /** Copies the upper triangle to the lower. */
    static void mirror(float[] square, int rank, int stride) {
        for (int row = 1; row < rank; row++) {
            for (int column = 0; column < row; column++) {
                square[row * stride + column] = square[column * stride + row];
            }
        }
    }
}
