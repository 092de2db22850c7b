package io.nightshift.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.vector.Kernels;
import io.nightshift.vector.ScalarKernels;
import io.nightshift.vector.VectorKernels;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CholeskyTest {
    static Stream<VectorKernels> kernels() {
        return Stream.of(new ScalarKernels(), Kernels.best());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void solvesSystemsOfEverySize(VectorKernels kernels) {
        for (int rank = 1; rank <= 70; rank++) {
            int stride = kernels.stride(rank);
            float[] matrix = positiveDefinite(rank, stride);
            float[] known = new float[rank];
            for (int k = 0; k < rank; k++) {
                known[k] = k % 5 - 2;
            }
            float[] x = new float[stride];
            multiply(matrix, stride, known, x);
            new Cholesky(kernels, rank).solve(matrix.clone(), x);
            assertClose(x, known);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void walksToTheSolutionInAsManyStepsAsUnknowns(VectorKernels kernels) {
        int rank = 13;
        int stride = kernels.stride(rank);
        float[] matrix = positiveDefinite(rank, stride);
        float[] known = new float[rank];
        for (int k = 0; k < rank; k++) {
            known[k] = 1f / (k + 1);
        }
        float[] right = new float[stride];
        multiply(matrix, stride, known, right);
        float[] x = new float[stride];
        double unsolved = new ConjugateGradient(kernels, stride)
                .improve((direction, result) -> multiply(matrix, stride, direction, result), right, x, 2 * rank);
        assertClose(x, known);
        assertThat(unsolved).isCloseTo(0, within(1e-4));
    }

    @Test
    void namesTheRemedyWhenTheMatrixIsNotPositiveDefinite() {
        VectorKernels kernels = new ScalarKernels();
        float[] matrix = new float[kernels.stride(2) * kernels.stride(2)];
        matrix[0] = 1;
        matrix[1] = 2;
        matrix[kernels.stride(2) + 1] = 4;
        assertThatThrownBy(() -> new Cholesky(kernels, 2).solve(matrix, new float[kernels.stride(2)]))
                .hasMessage("Cannot factorise the matrix: pivot 1=0.0, expected a finite number above zero; "
                        + "raise regularization, or lower alpha or the weights");
    }

    private static float[] positiveDefinite(int rank, int stride) {
        SplittableRandom random = new SplittableRandom(rank);
        float[] factor = new float[rank * rank];
        for (int k = 0; k < factor.length; k++) {
            factor[k] = (float) random.nextDouble() - 0.5f;
        }
        float[] matrix = new float[stride * stride];
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < rank; j++) {
                float sum = i == j ? 1 : 0;
                for (int k = 0; k < rank; k++) {
                    sum += factor[i * rank + k] * factor[j * rank + k];
                }
                matrix[i * stride + j] = sum;
            }
        }
        return matrix;
    }

    private static void multiply(float[] matrix, int stride, float[] x, float[] result) {
        for (int i = 0; i < Math.min(x.length, stride); i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += (double) matrix[i * stride + j] * x[j];
            }
            result[i] = (float) sum;
        }
    }

    private static void assertClose(float[] x, float[] known) {
        for (int k = 0; k < known.length; k++) {
            assertThat(x[k]).isCloseTo(known[k], within(1e-4f));
        }
    }
}
