package io.nightshift.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorKernelsTest {
    private static final int LONGEST = 131;

    static Stream<VectorKernels> kernels() {
        return Stream.of(new ScalarKernels(), Kernels.choose("required"));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dotsEveryLengthAtEveryOffset(VectorKernels kernels) {
        for (int length = 0; length <= LONGEST; length++) {
            float[] a = numbers(length + 3, 1);
            float[] b = numbers(length + 5, 2);
            double sum = 0;
            double size = 0;
            for (int k = 0; k < length; k++) {
                sum += (double) a[3 + k] * b[5 + k];
                size += Math.abs((double) a[3 + k] * b[5 + k]);
            }
            assertThat((double) kernels.dot(a, 3, b, 5, length)).isCloseTo(sum, within(1e-6 * size));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsScaledVectorsAndNothingElse(VectorKernels kernels) {
        for (int length = 0; length <= LONGEST; length++) {
            float[] x = numbers(length + 2, 3);
            float[] y = numbers(length + 4, 4);
            float[] before = y.clone();
            kernels.addScaled(1.5f, x, 2, y, 1, length);
            for (int k = 0; k < y.length; k++) {
                boolean touched = k >= 1 && k < 1 + length;
                double expected = touched ? before[k] + 1.5 * x[2 + k - 1] : before[k];
                assertThat((double) y[k]).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsOuterProductsToTheUpperTriangle(VectorKernels kernels) {
        for (int length : new int[] {1, 3, 16, 17, 33, 64, 100}) {
            for (int count : new int[] {0, 1, 5, 64}) {
                int stride = kernels.stride(length);
                float[] rows = padded(numbers(count * length, 5), length, stride);
                float[] upper = new float[stride * stride];
                kernels.addOuterProducts(rows, count, stride, upper);
                for (int i = 0; i < length; i++) {
                    for (int j = i; j < length; j++) {
                        double expected = 0;
                        for (int row = 0; row < count; row++) {
                            expected += (double) rows[row * stride + i] * rows[row * stride + j];
                        }
                        assertThat((double) upper[i * stride + j]).isCloseTo(expected, within(1e-6 * (1 + count)));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesAPanelOffTheRestOfTheTriangle(VectorKernels kernels) {
        int stride = kernels.stride(70);
        int panel = kernels.lanes();
        float[] upper = numbers(stride * stride, 6);
        float[] before = upper.clone();
        kernels.subtractPanel(upper, stride, panel, 2 * panel);
        for (int i = 2 * panel; i < stride; i++) {
            for (int j = i; j < stride; j++) {
                double expected = before[i * stride + j];
                for (int row = panel; row < 2 * panel; row++) {
                    expected -= (double) before[row * stride + i] * before[row * stride + j];
                }
                assertThat((double) upper[i * stride + j]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesRowsAndAddsThemUp(VectorKernels kernels) {
        int stride = kernels.stride(83);
        float[] x = numbers(stride, 10);
        for (int count : new int[] {0, 1, 3, 4, 9}) {
            float[] rows = numbers(count * stride, 9);
            float[] products = new float[count];
            float[] y = numbers(stride, 12);
            float[] before = y.clone();
            kernels.multiplyRows(rows, count, stride, x, products);
            kernels.addScaledRows(rows, count, stride, products, y);
            for (int row = 0; row < count; row++) {
                double expected = 0;
                for (int k = 0; k < stride; k++) {
                    expected += (double) rows[row * stride + k] * x[k];
                }
                assertThat((double) products[row]).isCloseTo(expected, within(1e-5));
            }
            for (int k = 0; k < stride; k++) {
                double expected = before[k];
                for (int row = 0; row < count; row++) {
                    expected += (double) products[row] * rows[row * stride + k];
                }
                assertThat((double) y[k]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scalesEveryLengthAndNothingElse(VectorKernels kernels) {
        for (int length = 0; length <= LONGEST; length++) {
            float[] values = numbers(length + 4, 11);
            float[] before = values.clone();
            kernels.scale(3, values, 1, length);
            for (int k = 0; k < values.length; k++) {
                assertThat(values[k]).isEqualTo(k >= 1 && k < 1 + length ? 3 * before[k] : before[k]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scoresPanelsInOneOrderToTheBit(VectorKernels kernels) {
        int width = kernels.panelWidth();
        for (int rank : new int[] {1, 2, 7, 64}) {
            float[] tile = numbers(VectorKernels.TILE_ROWS * rank, 7);
            float[] panel = numbers(9 + rank * width, 8);
            float[] scores = new float[VectorKernels.TILE_ROWS * width];
            kernels.panelScores(tile, rank, panel, 9, scores);
            for (int k = 0; k < scores.length; k++) {
                float expected = 0;
                for (int d = 0; d < rank; d++) {
                    expected = Math.fma(tile[k / width * rank + d], panel[9 + d * width + k % width], expected);
                }
                assertThat(scores[k]).isEqualTo(expected);
            }
        }
    }

    @Test
    void takesPlainJavaWhenTold() {
        assertThat(Kernels.choose("off").name()).isEqualTo("scalar");
        assertThat(Kernels.best().lanes()).isGreaterThanOrEqualTo(4);
        assertThatThrownBy(() -> Kernels.choose("maybe"))
                .hasMessage(
                        "Cannot choose kernels: nightshift.vector=maybe, expected auto, required or off; correct it");
    }

    private static float[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count];
        for (int k = 0; k < count; k++) {
            numbers[k] = (float) (random.nextDouble() * 2 - 1);
        }
        return numbers;
    }

    private static float[] padded(float[] rows, int length, int stride) {
        float[] padded = new float[rows.length / length * stride];
        for (int row = 0; row < rows.length / length; row++) {
            System.arraycopy(rows, row * length, padded, row * stride, length);
        }
        return padded;
    }
}
