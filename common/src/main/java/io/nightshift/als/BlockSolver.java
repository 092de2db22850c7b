package io.nightshift.als;

import io.nightshift.vector.Kernels;
import io.nightshift.vector.VectorKernels;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/** The work of one task: all rows of a block against the other side's vectors, and what the next half-step needs to know of them. */
final class BlockSolver {
    private BlockSolver() {}

    /**
     * The first vectors of a block's rows.
     *
     * @param earlier vectors by id; the others are drawn
     */
    static SolvedBlock start(AlsSettings settings, InteractionBlock block, Map<Integer, float[]> earlier) {
        Weighting.check(settings, block);
        int rank = settings.rank();
        float[] vectors = new float[Math.multiplyExact(block.rows(), rank)];
        for (int row = 0; row < block.rows(); row++) {
            float[] known = earlier.get(block.ids()[row]);
            if (known == null) {
                IdHash.unitVector(settings.seed(), block.ids()[row], vectors, row * rank, rank);
            } else {
                System.arraycopy(known, 0, vectors, row * rank, rank);
            }
        }
        return finished(settings, block, vectors, 0, 0);
    }

    /**
     * Solves a block's rows, along the fixed side's axes; the result is turned back.
     *
     * @param fixed the other side
     * @param start the vectors that conjugate gradient starts from, rank floats a row; for exact solvers any
     */
    static SolvedBlock solve(AlsSettings settings, InteractionBlock block, Fixed fixed, float[] start) {
        VectorKernels kernels = Kernels.best();
        int rank = settings.rank();
        RowSolver solver = new RowSolver(kernels, settings, fixed);
        float[] vectors = fixed.axes().turned(start);
        double cost = 0;
        for (int row = 0; row < block.rows(); row++) {
            cost += solver.solve(block, row, vectors);
        }
        return finished(settings, block, fixed.axes().back(vectors), cost, fixed.count());
    }

    private static SolvedBlock finished(
            AlsSettings settings, InteractionBlock block, float[] vectors, double cost, int others) {
        int rank = settings.rank();
        VectorKernels kernels = Kernels.best();
        double regularization = 0;
        for (int row = 0; row < block.rows(); row++) {
            int pairs = settings.weighting().scalingPairs(block, row);
            float norm = kernels.dot(vectors, row * rank, vectors, row * rank, rank);
            regularization += settings.weighting().lambda(settings, pairs, others) * norm;
        }
        double[] gram = Gram.packed(kernels, vectors, rank);
        return new SolvedBlock(new FactorTable(vectors, rank), gram, cost, regularization);
    }

    /** The vectors that a block starts from: its part of its side's vectors. */
    record OwnVectors(FactorTable table, int offset) {
        float[] of(int rows, int rank) {
            return Arrays.copyOfRange(table.values(), offset * rank, (offset + rows) * rank);
        }
    }

    /**
     * What a block is solved against.
     *
     * @param axes of all of the other side's vectors
     * @param vectors those that the block's pairs name, by place, along the axes
     * @param count how many the other side has
     */
    record Fixed(Axes axes, FactorTable vectors, int count) implements Serializable {}
}
