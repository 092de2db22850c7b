package io.nightshift.als;

import io.nightshift.linalg.Cholesky;
import io.nightshift.linalg.ConjugateGradient;
import io.nightshift.linalg.NotPositiveDefiniteException;
import io.nightshift.vector.VectorKernels;
import java.util.Arrays;

/**
 * Solves for one vector after another against the fixed vectors of the other side: with L the diagonal Gram matrix of these along their
 * {@link Axes}, the system of a row is (w0 L + sum of (c - w0) y y' + lambda I) x = sum of c p y, over the row's pairs (Hu et al. 2008,
 * section 4). Rows of few pairs are solved exactly by a {@link PairSystem}, whatever the solver; others by forming the matrix or by
 * conjugate gradient. A row without a weight above 0 has the zero vector. Holds the buffers of one task: a matrix of rank x rank floats, {@value #GATHERED} vectors, and for rows of few
 * pairs less than as much again.
 */
final class RowSolver {
    private static final int GATHERED = 1024;

    /** So many pairs are added to a matrix at once: their vectors stay in the first cache up to rank 128. */
    private static final int ADDED = 64;

    /** Up to here, forming the matrix of a row with more pairs than fit is cheaper than gathering them for every product. */
    private static final int LARGEST_FORMED_RANK = 128;

    private final VectorKernels kernels;
    private final AlsSettings settings;
    private final Solver solver;
    private final int rank;
    private final int stride;
    private final int otherCount;
    private final int few;
    private final float[] energies;
    private final float least;
    private final float[] diagonal;
    private final float[] matrix;
    private final float[] right;
    private final float[] solution;
    private final GatheredPairs gathered;
    private final PairSystem system;
    /** 1 / sqrt(w0 L + lambda) by the number of pairs that decides lambda. */
    private final float[][] inverseRoots;

    private final Cholesky cholesky;
    private final ConjugateGradient gradient;

    /**
     * A solver against one side.
     *
     * @param fixed the other side
     */
    RowSolver(VectorKernels kernels, AlsSettings settings, BlockSolver.Fixed fixed) {
        this(kernels, settings, fixed, settings.solver().at(settings.rank()).fewPairs(settings.rank()));
    }

    /** A solver that takes rows of at most {@code few} pairs by the system of their pairs. */
    RowSolver(VectorKernels kernels, AlsSettings settings, BlockSolver.Fixed fixed, int few) {
        this.kernels = kernels;
        this.settings = settings;
        this.rank = settings.rank();
        this.solver = settings.solver().at(rank);
        this.stride = kernels.stride(rank);
        this.otherCount = fixed.count();
        this.few = few;
        this.energies = new float[stride];
        for (int d = 0; d < rank; d++) {
            energies[d] = (float) (settings.unobservedWeight() * fixed.axes().energies()[d]);
        }
        this.least = (float) settings.unobservedWeight() * fixed.axes().least();
        this.diagonal = new float[stride];
        this.matrix = new float[stride * stride];
        this.right = new float[stride];
        this.solution = new float[stride];
        this.gathered = new GatheredPairs(kernels, settings, fixed.vectors().values(), GATHERED);
        this.system = new PairSystem(kernels, rank, few);
        this.inverseRoots = new float[few + 1][];
        this.cholesky = new Cholesky(kernels, rank);
        this.gradient = new ConjugateGradient(kernels, stride);
    }

    /**
     * Solves one row.
     *
     * @param block holds its pairs, the other side by position
     * @param row which one
     * @param vectors of the block along the axes, rank floats each: the start on entry (conjugate gradient only), the solution on return
     * @return the row's part of the objective: that of its pairs, of w0 over all pairs, and of its own regularisation
     * @throws NotPositiveDefiniteException when it is to be solved exactly and nothing decides between solutions
     */
    double solve(InteractionBlock block, int row, float[] vectors) {
        int from = block.starts()[row];
        int to = block.starts()[row + 1];
        if (block.positive(row) == 0) {
            Arrays.fill(vectors, row * rank, (row + 1) * rank, 0);
            return 0;
        }
        int scaling = settings.weighting().scalingPairs(block, row);
        float lambda = (float) settings.weighting().lambda(settings, scaling, otherCount);
        boolean definite = least + lambda > 0;
        if (!definite && solver == Solver.CHOLESKY) {
            throw new NotPositiveDefiniteException(rank - 1, least + lambda);
        }
        Arrays.fill(right, 0);
        double pull;
        double unsolved = 0;
        if (definite && to - from <= few) {
            pull = load(block, from, to);
            solveBySystem(scaling, lambda);
        } else if (solver == Solver.CHOLESKY) {
            pull = formSystem(block, from, to, lambda);
            System.arraycopy(right, 0, solution, 0, stride);
            cholesky.solve(matrix, solution);
        } else {
            setDiagonal(lambda);
            System.arraycopy(vectors, row * rank, solution, 0, rank);
            pull = to - from <= GATHERED ? load(block, from, to) : loadInParts(block, from, to, lambda);
            unsolved = gradient.improve(product(block, from, to), right, solution, settings.cgSteps());
        }
        System.arraycopy(solution, 0, vectors, row * rank, rank);
        return pull - kernels.dot(solution, 0, right, 0, rank) - unsolved;
    }

    private void solveBySystem(int scaling, float lambda) {
        if (inverseRoots[scaling] == null) {
            inverseRoots[scaling] = new float[stride];
            for (int d = 0; d < rank; d++) {
                inverseRoots[scaling][d] = (float) Math.sqrt(1 / ((double) energies[d] + lambda));
            }
        }
        system.solve(gathered, inverseRoots[scaling], solution);
    }

    private void setDiagonal(float lambda) {
        for (int d = 0; d < rank; d++) {
            diagonal[d] = energies[d] + lambda;
        }
    }

    /** Sets the right side and the matrix's upper triangle; returns the sum of c p. */
    private double formSystem(InteractionBlock block, int from, int to, float lambda) {
        Arrays.fill(matrix, 0);
        for (int d = 0; d < rank; d++) {
            matrix[d * stride + d] = energies[d] + lambda;
        }
        double pull = 0;
        for (int at = from; at < to; at += ADDED) {
            pull += load(block, at, Math.min(to, at + ADDED));
            gathered.addMatrix(matrix);
        }
        return pull;
    }

    private double load(InteractionBlock block, int from, int to) {
        double pull = gathered.load(block, from, to);
        gathered.addRightSide(right);
        return pull;
    }

    /** For rows of more pairs than fit. */
    private double loadInParts(InteractionBlock block, int from, int to, float lambda) {
        if (rank <= LARGEST_FORMED_RANK) {
            double pull = formSystem(block, from, to, lambda);
            Gram.mirror(matrix, rank, stride);
            return pull;
        }
        double pull = 0;
        for (int at = from; at < to; at += GATHERED) {
            pull += load(block, at, Math.min(to, at + GATHERED));
        }
        return pull;
    }

    private ConjugateGradient.Product product(InteractionBlock block, int from, int to) {
        if (to - from > GATHERED && rank <= LARGEST_FORMED_RANK) {
            return (direction, result) -> {
                Arrays.fill(result, 0);
                kernels.addScaledRows(matrix, rank, stride, direction, result);
            };
        }
        return (direction, result) -> {
            for (int d = 0; d < stride; d++) {
                result[d] = diagonal[d] * direction[d];
            }
            for (int at = from; at < to; at += GATHERED) {
                if (to - from > GATHERED) {
                    gathered.load(block, at, Math.min(to, at + GATHERED));
                }
                gathered.addProduct(direction, result);
            }
        };
    }
}
