package io.nightshift.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.vector.Kernels;
import io.nightshift.vector.ScalarKernels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricInverseTest {
    @Test
    void invertsAMatrixKnownByHand() {
        SymmetricMatrix matrix = new SymmetricMatrix(2);
        matrix.set(0, 0, 2);
        matrix.set(1, 0, 1);
        matrix.set(1, 1, 3);

        SymmetricInverse.invert(Kernels.best(), matrix);

        assertThat(matrix.value(0, 0)).isCloseTo(3 / 5f, within(1e-6f));
        assertThat(matrix.value(0, 1)).isCloseTo(-1 / 5f, within(1e-6f));
        assertThat(matrix.value(1, 0)).isEqualTo(matrix.value(0, 1));
        assertThat(matrix.value(1, 1)).isCloseTo(2 / 5f, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 31, 127, 128, 129, 300, 517})
    void timesTheMatrixIsTheUnitMatrix(int side) {
        SymmetricMatrix matrix = random(side);
        double[][] before = copy(matrix);

        SymmetricInverse.invert(Kernels.best(), matrix);

        double[][] inverse = copy(matrix);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double sum = 0;
                for (int k = 0; k < side; k++) {
                    sum += before[row][k] * inverse[k][column];
                }
                assertThat(sum).isCloseTo(row == column ? 1 : 0, within(2e-5));
            }
        }
    }

    @Test
    void givesTheSameBitsWithPlainKernels() {
        SymmetricMatrix fast = random(300);
        SymmetricMatrix plain = random(300);

        SymmetricInverse.invert(Kernels.best(), fast);
        SymmetricInverse.invert(new ScalarKernels(), plain);

        assertThat(copy(fast)).isDeepEqualTo(copy(plain));
    }

    @Test
    void refusesAMatrixThatIsNotPositiveDefinite() {
        SymmetricMatrix matrix = new SymmetricMatrix(3);
        matrix.set(0, 0, 1);
        matrix.set(0, 1, 2);
        matrix.set(1, 1, 1);
        matrix.set(2, 2, 1);

        assertThatThrownBy(() -> SymmetricInverse.invert(Kernels.best(), matrix))
                .isInstanceOf(NotPositiveDefiniteException.class);
    }

    /** A sum of outer products and a multiple of the unit matrix, as linear models meet it. */
    private static SymmetricMatrix random(int side) {
        Random random = new Random(side);
        SymmetricMatrix matrix = new SymmetricMatrix(side);
        for (int user = 0; user < side; user++) {
            int[] items =
                    random.ints(1 + random.nextInt(12), 0, side).distinct().toArray();
            for (int a : items) {
                for (int b : items) {
                    if (a <= b) {
                        matrix.add(a, b, 1);
                    }
                }
            }
        }
        for (int row = 0; row < side; row++) {
            matrix.add(row, row, 3);
        }
        return matrix;
    }

    private static double[][] copy(SymmetricMatrix matrix) {
        double[][] copy = new double[matrix.side()][matrix.side()];
        for (int row = 0; row < matrix.side(); row++) {
            for (int column = 0; column < matrix.side(); column++) {
                copy[row][column] = matrix.value(row, column);
            }
        }
        return copy;
    }
}
