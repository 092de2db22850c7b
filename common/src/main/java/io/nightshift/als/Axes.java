package io.nightshift.als;

import io.nightshift.linalg.SymmetricEigen;
import io.nightshift.vector.Kernels;
import io.nightshift.vector.VectorKernels;
import java.io.Serializable;

/**
 * The principal axes of one side's vectors, along which their Gram matrix is diagonal: G = Q L Q', Q's columns the axes. A half-step
 * against this side is solved along them, where w0 G + lambda I is diagonal whatever a row's lambda, and its solutions are turned back.
 *
 * @param energies L: the sums of squares along each axis, largest first, none below zero
 * @param columns Q, rank x rank, row by row
 */
record Axes(float[] energies, float[] columns) implements Serializable {
    /** Below this share of the largest, an eigenvalue is the rounding of the floats that the Gram matrix was summed from. */
    private static final float NOISE = 0x1p-22f;

    /** Those of vectors with this Gram matrix, packed; the same matrix gives the same bits. */
    static Axes of(double[] gram, int rank) {
        double[][] square = new double[rank][rank];
        int at = 0;
        for (int row = 0; row < rank; row++) {
            for (int column = row; column < rank; column++) {
                square[row][column] = gram[at];
                square[column][row] = gram[at++];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(square);
        float[] energies = new float[rank];
        float[] columns = new float[rank * rank];
        for (int axis = 0; axis < rank; axis++) {
            energies[axis] = (float) Math.max(eigen.value(axis), 0);
            for (int d = 0; d < rank; d++) {
                columns[d * rank + axis] = (float) eigen.vector(axis)[d];
            }
        }
        return new Axes(energies, columns);
    }

    /** The smallest energy; zero where floats cannot tell it from zero. */
    float least() {
        float last = energies[energies.length - 1];
        return last > NOISE * energies[0] ? last : 0;
    }

    /** Vectors along these axes. */
    FactorTable turned(FactorTable vectors) {
        return new FactorTable(turned(vectors.values()), vectors.rank());
    }

    /** Vectors along these axes, rank floats each. */
    float[] turned(float[] vectors) {
        return product(vectors, columns);
    }

    /** Vectors that lie along these axes, as they were before. */
    float[] back(float[] vectors) {
        int rank = energies.length;
        float[] rows = new float[columns.length];
        for (int d = 0; d < rank; d++) {
            for (int axis = 0; axis < rank; axis++) {
                rows[axis * rank + d] = columns[d * rank + axis];
            }
        }
        return product(vectors, rows);
    }

    /** Each vector times a matrix; a vector's sums have one order, whichever stand beside it. */
    private float[] product(float[] vectors, float[] matrix) {
        VectorKernels kernels = Kernels.best();
        int rank = energies.length;
        int width = kernels.panelWidth();
        int tile = VectorKernels.TILE_ROWS;
        float[] panels = panels(matrix, rank, width);
        float[] product = new float[vectors.length];
        float[] rows = new float[tile * rank];
        float[] scores = new float[tile * width];
        for (int from = 0; from < vectors.length; from += tile * rank) {
            int count = Math.min(tile, (vectors.length - from) / rank);
            System.arraycopy(vectors, from, rows, 0, count * rank);
            for (int column = 0; column < rank; column += width) {
                kernels.panelScores(rows, rank, panels, column * rank, scores);
                for (int row = 0; row < count; row++) {
                    int length = Math.min(width, rank - column);
                    System.arraycopy(scores, row * width, product, from + row * rank + column, length);
                }
            }
        }
        return product;
    }

    /** A matrix in strips of a panel's width, zeros beyond its last column. */
    private static float[] panels(float[] matrix, int rank, int width) {
        float[] panels = new float[(rank + width - 1) / width * width * rank];
        for (int row = 0; row < rank; row++) {
            for (int column = 0; column < rank; column++) {
                int strip = column / width * width;
                panels[strip * rank + row * width + column - strip] = matrix[row * rank + column];
            }
        }
        return panels;
    }
}
