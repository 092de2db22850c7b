package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.vector.Kernels;
import io.nightshift.vector.ScalarKernels;
import io.nightshift.vector.VectorKernels;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowSolverTest {
    /** More pairs than a solver gathers at once. */
    private static final int[] PAIRS = {1, 70, 1500};

    private static final int OTHERS = 1600;

    static Stream<VectorKernels> kernels() {
        return Stream.of(new ScalarKernels(), Kernels.best());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void solvesTheNormalEquationsOfShortAndLongRows(VectorKernels kernels) {
        for (int rank : new int[] {5, 130, 512}) {
            for (Solver solver : new Solver[] {Solver.CHOLESKY, Solver.CG}) {
                AlsSettings settings = AlsSettings.defaults()
                        .withRank(rank)
                        .withSolver(solver)
                        .withCgSteps(100)
                        .withRegularization(1);
                check(kernels, settings);
            }
        }
    }

    private static void check(VectorKernels kernels, AlsSettings settings) {
        int rank = settings.rank();
        float[] others = numbers(OTHERS * rank);
        Axes axes = Axes.of(Gram.packed(kernels, others, rank), rank);
        BlockSolver.Fixed fixed = new BlockSolver.Fixed(axes, new FactorTable(axes.turned(others), rank), OTHERS);
        InteractionBlock block = block();
        float[] vectors = new float[PAIRS.length * rank];
        RowSolver rows = new RowSolver(kernels, settings, fixed);
        for (int row = 0; row < PAIRS.length; row++) {
            rows.solve(block, row, vectors);
            assertThat(residual(block, row, axes.back(vectors), others, rank))
                    .as("%s, rank %d, %d pairs, %s", kernels.name(), rank, PAIRS[row], settings.solver())
                    .isLessThan(1e-3);
        }
    }

    /** |b - A x| / |b|, pair by pair in doubles, with w0 1, alpha 1 and lambda the number of pairs. */
    private static double residual(InteractionBlock block, int row, float[] vectors, float[] others, int rank) {
        double[] left = new double[rank];
        double[] right = new double[rank];
        float[] weights = new float[OTHERS];
        for (int k = block.starts()[row]; k < block.starts()[row + 1]; k++) {
            weights[block.others()[k]] = block.weights()[k];
        }
        for (int other = 0; other < OTHERS; other++) {
            double score = 0;
            for (int d = 0; d < rank; d++) {
                score += (double) others[other * rank + d] * vectors[row * rank + d];
            }
            for (int d = 0; d < rank; d++) {
                left[d] += (1 + weights[other]) * score * others[other * rank + d];
                right[d] += weights[other] > 0 ? (1 + weights[other]) * others[other * rank + d] : 0;
            }
        }
        double off = 0;
        double norm = 0;
        for (int d = 0; d < rank; d++) {
            double difference = right[d] - left[d] - PAIRS[row] * (double) vectors[row * rank + d];
            off += difference * difference;
            norm += right[d] * right[d];
        }
        return Math.sqrt(off / norm);
    }

    private static InteractionBlock block() {
        int[] starts = new int[PAIRS.length + 1];
        for (int row = 0; row < PAIRS.length; row++) {
            starts[row + 1] = starts[row] + PAIRS[row];
        }
        int[] others = new int[starts[PAIRS.length]];
        float[] weights = new float[others.length];
        for (int row = 0; row < PAIRS.length; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                others[k] = k - starts[row];
                weights[k] = 1 + k % 3;
            }
        }
        return new InteractionBlock(IntStream.range(0, PAIRS.length).toArray(), starts, others, weights);
    }

    private static float[] numbers(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] numbers = new float[count];
        for (int k = 0; k < count; k++) {
            numbers[k] = (float) random.nextDouble() - 0.5f;
        }
        return numbers;
    }
}
