package io.nightshift.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    @Test
    void decomposesAMatrixByHand() {
        // [2 1; 1 2] has 3 along (1, 1) and 1 along (1, -1)
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
        assertThat(eigen.value(0)).isCloseTo(3, within(1e-15));
        assertThat(eigen.value(1)).isCloseTo(1, within(1e-15));
        assertThat(eigen.vector(0)[0]).isCloseTo(eigen.vector(0)[1], within(1e-15));
        assertThat(eigen.vector(1)[0]).isCloseTo(-eigen.vector(1)[1], within(1e-15));
        assertThat(Math.abs(eigen.vector(0)[0])).isCloseTo(Math.sqrt(0.5), within(1e-15));
    }

    @Test
    void decomposesMatricesOfEverySize() {
        for (int side = 1; side <= 40; side++) {
            check(drawn(side), 1e-13);
        }
        check(drawn(256), 1e-12);
    }

    @Test
    void decomposesMatricesWithEqualZeroAndNegativeValues() {
        check(new double[6][6], 0);
        check(new double[][] {{5}}, 0);
        check(new double[][] {{1, 0, 0}, {0, -2, 0}, {0, 0, 1}}, 1e-15);
        double[][] ones = new double[50][50];
        for (double[] row : ones) {
            Arrays.fill(row, 1e6);
        }
        check(ones, 1e-6);
        double[][] scales = drawn(30);
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < 30; j++) {
                scales[i][j] *= Math.pow(10, -(i + j) / 4.0);
            }
        }
        check(scales, 1e-13);
    }

    @Test
    void givesTheSameBitsAgain() {
        SymmetricEigen first = SymmetricEigen.of(drawn(65));
        SymmetricEigen second = SymmetricEigen.of(drawn(65));
        for (int k = 0; k < 65; k++) {
            assertThat(second.value(k)).isEqualTo(first.value(k));
            assertThat(second.vector(k)).isEqualTo(first.vector(k));
        }
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        assertThatThrownBy(() -> SymmetricEigen.of(new double[][] {{1, 0}, {0, Double.NaN}}))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessageStartingWith("Cannot factorise the matrix: pivot 1=NaN");
    }

    /** A v = value v, values falling, vectors orthonormal. */
    private static void check(double[][] matrix, double tolerance) {
        int side = matrix.length;
        double[][] copy = new double[side][];
        for (int row = 0; row < side; row++) {
            copy[row] = matrix[row].clone();
        }
        SymmetricEigen eigen = SymmetricEigen.of(copy);
        for (int k = 0; k < side; k++) {
            assertThat(eigen.value(k)).isLessThanOrEqualTo(k == 0 ? Double.POSITIVE_INFINITY : eigen.value(k - 1));
            for (int row = 0; row < side; row++) {
                assertThat(dot(matrix[row], eigen.vector(k)))
                        .isCloseTo(eigen.value(k) * eigen.vector(k)[row], within(tolerance));
            }
            for (int other = 0; other <= k; other++) {
                assertThat(dot(eigen.vector(k), eigen.vector(other))).isCloseTo(other == k ? 1 : 0, within(1e-13));
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double[][] drawn(int side) {
        SplittableRandom random = new SplittableRandom(side);
        double[][] matrix = new double[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column <= row; column++) {
                matrix[row][column] = random.nextDouble() - 0.5;
                matrix[column][row] = matrix[row][column];
            }
        }
        return matrix;
    }
}
