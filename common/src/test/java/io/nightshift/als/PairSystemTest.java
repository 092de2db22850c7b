package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.linalg.NotPositiveDefiniteException;
import io.nightshift.vector.Kernels;
import io.nightshift.vector.ScalarKernels;
import io.nightshift.vector.VectorKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows solved by the system of their pairs, against the same rows by Cholesky and against Gaussian elimination in doubles. */
class PairSystemTest {
    private static final int OTHERS = 400;
    private static final AlsSettings SETTINGS = AlsSettings.defaults().withSolver(Solver.CHOLESKY);

    static Stream<VectorKernels> kernels() {
        return Stream.of(new ScalarKernels(), Kernels.best());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithCholeskyAtEveryNumberOfPairs(VectorKernels kernels) {
        for (int rank : new int[] {1, 7, 64, 256}) {
            float[] others = drawn(rank);
            for (int pairs : new int[] {0, 1, 2, 5, 17, rank / 4, rank / 2, rank, rank + 3}) {
                check(kernels, SETTINGS.withRank(rank), others, weights(pairs, 1, 3, 2), 2e-5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesWeightsOfZeroDislikesAndStrongOnes(VectorKernels kernels) {
        float[] others = drawn(64);
        AlsSettings settings = SETTINGS.withRank(64);
        check(kernels, settings, others, weights(12, 0, 1, -2), 2e-5);
        check(kernels, settings, others, weights(3, 0), 0);
        check(kernels, settings, others, weights(12, 0, 1e-30f, 1e-9f, 2e-6f, 1e-3f, 1), 2e-5);
        check(kernels, settings, others, weights(12, 1000, 1, 0.1f), 2e-4);
        // every confidence is that of pairs not observed, so that nothing but the right side tells them apart
        check(kernels, settings.withAlpha(0), others, weights(12, 1), 2e-5);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesTheOtherWeighting(VectorKernels kernels) {
        AlsSettings settings =
                SETTINGS.withRank(64).withWeighting(Weighting.ALL_PAIRS).withUnobservedWeight(0.01);
        check(kernels, settings, drawn(64), weights(12, 0, 1, 5, -1), 2e-5);
        check(kernels, settings.withRegularizationExponent(0), drawn(64), weights(30, 1, 5), 2e-5);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesEqualVectorsAndTinyRegularisation(VectorKernels kernels) {
        float[] equal = drawn(64);
        for (int other = 1; other < 9; other++) {
            System.arraycopy(equal, 0, equal, other * 64, 64);
        }
        check(kernels, SETTINGS.withRank(64), equal, weights(12, 1, 40), 1e-4);
        check(kernels, SETTINGS.withRank(64).withRegularization(1e-7), drawn(64), weights(12, 1, 40), 1e-4);
        check(kernels, SETTINGS.withRank(64).withRegularization(0), drawn(64), weights(12, 1, 40), 1e-4);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesVectorsOfVeryUnequalAxes(VectorKernels kernels) {
        float[] others = drawn(64);
        for (int k = 0; k < others.length; k++) {
            others[k] *= (float) Math.pow(2, -(k % 64) / 8.0);
        }
        check(kernels, SETTINGS.withRank(64), others, weights(20, 1, 7), 1e-4);
    }

    @Test
    void namesARowThatHasNoOneSolution() {
        // vectors that leave the second axis empty, and no regularisation
        float[] others = drawn(2);
        for (int k = 1; k < others.length; k += 2) {
            others[k] = 0;
        }
        VectorKernels kernels = Kernels.best();
        AlsSettings settings = SETTINGS.withRank(2).withRegularization(0);
        assertThatThrownBy(() -> solved(kernels, settings, others, weights(3, 1), 3))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessageStartingWith(
                        "Cannot factorise the matrix: pivot 1=0.0, expected a finite number above zero");
    }

    private static void check(
            VectorKernels kernels, AlsSettings settings, float[] others, float[] weights, double tolerance) {
        float[] bySystem = solved(kernels, settings, others, weights, weights.length);
        float[] byCholesky = solved(kernels, settings, others, weights, 0);
        double[] exact = exact(settings, others, weights);
        String which = settings + ", pairs " + weights.length + ", by Cholesky " + distance(byCholesky, exact);
        assertThat(distance(bySystem, exact)).as(which).isLessThanOrEqualTo(tolerance);
    }

    /** |x - exact| / |exact|. */
    private static double distance(float[] x, double[] exact) {
        double off = 0;
        double norm = 0;
        for (int d = 0; d < exact.length; d++) {
            off += (x[d] - exact[d]) * (x[d] - exact[d]);
            norm += exact[d] * exact[d];
        }
        return off == 0 ? 0 : Math.sqrt(off / norm);
    }

    private static float[] solved(
            VectorKernels kernels, AlsSettings settings, float[] others, float[] weights, int few) {
        int rank = settings.rank();
        Axes axes = Axes.of(Gram.packed(kernels, others, rank), rank);
        BlockSolver.Fixed fixed = new BlockSolver.Fixed(axes, new FactorTable(axes.turned(others), rank), OTHERS);
        int[] positions = new int[weights.length];
        Arrays.setAll(positions, k -> k);
        InteractionBlock block = new InteractionBlock(new int[1], new int[] {0, weights.length}, positions, weights);
        float[] vector = new float[rank];
        new RowSolver(kernels, settings, fixed, few).solve(block, 0, vector);
        return axes.back(vector);
    }

    private static double[] exact(AlsSettings settings, float[] others, float[] weights) {
        int rank = settings.rank();
        double[][] system = new double[rank][rank + 1];
        for (int other = 0; other < OTHERS; other++) {
            boolean observed = other < weights.length;
            double extra = observed ? settings.weighting().extra(settings, weights[other]) : 0;
            double pull =
                    observed && weights[other] > 0 ? settings.weighting().confidence(settings, weights[other]) : 0;
            for (int i = 0; i < rank; i++) {
                double left = others[other * rank + i];
                for (int j = 0; j < rank; j++) {
                    system[i][j] += (settings.unobservedWeight() + extra) * left * others[other * rank + j];
                }
                system[i][rank] += pull * left;
            }
        }
        int scaling = 0;
        for (float weight : weights) {
            scaling += weight > 0 || settings.weighting() == Weighting.ALL_PAIRS ? 1 : 0;
        }
        for (int d = 0; d < rank; d++) {
            system[d][d] += settings.weighting().lambda(settings, scaling, OTHERS);
        }
        return eliminated(system);
    }

    private static double[] eliminated(double[][] system) {
        int rank = system.length;
        for (int k = 0; k < rank; k++) {
            for (int row = 0; row < rank; row++) {
                double factor = row == k ? 0 : system[row][k] / system[k][k];
                for (int column = k; column <= rank; column++) {
                    system[row][column] -= factor * system[k][column];
                }
            }
        }
        double[] x = new double[rank];
        for (int k = 0; k < rank; k++) {
            x[k] = system[k][rank] / system[k][k];
        }
        return x;
    }

    /** So many, the given ones in turn. */
    private static float[] weights(int count, float... turns) {
        float[] weights = new float[count];
        for (int k = 0; k < count; k++) {
            weights[k] = turns[k % turns.length];
        }
        return weights;
    }

    private static float[] drawn(int rank) {
        SplittableRandom random = new SplittableRandom(rank);
        float[] numbers = new float[OTHERS * rank];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = (float) random.nextDouble() - 0.5f;
        }
        return numbers;
    }
}
