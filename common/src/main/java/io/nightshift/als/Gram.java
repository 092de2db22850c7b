package io.nightshift.als;

import io.nightshift.vector.VectorKernels;
import java.util.Arrays;
import java.util.Collection;

/** Gram matrices from partial sums: in a block in floats over a few hundred vectors, then in doubles, always in the same order. */
final class Gram {
    private static final int BATCH = 256;

    private Gram() {}

    /** The packed upper triangle of the sum of y y' over vectors of rank floats. */
    static double[] packed(VectorKernels kernels, float[] vectors, int rank) {
        int stride = kernels.stride(rank);
        int count = vectors.length / rank;
        double[] sum = new double[rank * (rank + 1) / 2];
        float[] batch = new float[Math.min(BATCH, count) * stride];
        float[] partial = new float[stride * stride];
        for (int from = 0; from < count; from += BATCH) {
            int rows = Math.min(BATCH, count - from);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(vectors, (from + row) * rank, batch, row * stride, rank);
            }
            Arrays.fill(partial, 0);
            kernels.addOuterProducts(batch, rows, stride, partial);
            addPacked(partial, rank, stride, sum);
        }
        return sum;
    }

    private static void addPacked(float[] partial, int rank, int stride, double[] sum) {
        int at = 0;
        for (int row = 0; row < rank; row++) {
            for (int column = row; column < rank; column++) {
                sum[at++] += partial[row * stride + column];
            }
        }
    }

    /** The sum of the parts, in their order. */
    static double[] sum(Collection<double[]> parts, int rank) {
        double[] sum = new double[rank * (rank + 1) / 2];
        for (double[] part : parts) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += part[k];
            }
        }
        return sum;
    }

    /** weight x the matrix, both triangles, rows padded to stride. */
    static float[] square(double[] packed, double weight, int rank, int stride) {
        float[] square = new float[stride * stride];
        int at = 0;
        for (int row = 0; row < rank; row++) {
            for (int column = row; column < rank; column++) {
                square[row * stride + column] = (float) (weight * packed[at++]);
            }
        }
        mirror(square, rank, stride);
        return square;
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
