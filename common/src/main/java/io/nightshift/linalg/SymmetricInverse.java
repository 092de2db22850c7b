package io.nightshift.linalg;

import io.nightshift.vector.VectorKernels;
import java.util.stream.IntStream;

/**
 * Inverts a positive definite matrix in place by the sweep operator (Goodnight 1979, "A tutorial on the SWEEP operator"), a block of rows at
 * a time: with P the block's square, R its rows without P, and D the inverse of P, the rest loses R'DR, the rows become DR and the square
 * becomes -D; after all blocks the matrix is minus its inverse. It stays symmetric throughout, so half the cells are enough.
 *
 * <p>Nearly all work is R'DR, n x n x n multiplications and additions in all, by the panel kernel, on all processors. Every sum is taken in
 * one order whatever the kernels and the number of processors, so the same matrix gives the same bits.
 */
public final class SymmetricInverse {
    private static final int TILE = VectorKernels.TILE_ROWS;
    /** Columns that one processor works on at a time: their share of DR stays in its cache. */
    private static final int STRIP = 2 * SymmetricMatrix.BLOCK;

    private final VectorKernels kernels;
    private final SymmetricMatrix matrix;
    private final int width;
    private final int panels;

    private SymmetricInverse(VectorKernels kernels, SymmetricMatrix matrix) {
        this.kernels = kernels;
        this.matrix = matrix;
        this.width = kernels.panelWidth();
        this.panels = (matrix.side() + width - 1) / width;
    }

    /**
     * Replaces a matrix by its inverse.
     *
     * @throws NotPositiveDefiniteException when a pivot is not a finite number above zero
     */
    public static void invert(VectorKernels kernels, SymmetricMatrix matrix) {
        if (SymmetricMatrix.BLOCK % kernels.panelWidth() != 0) {
            throw new IllegalArgumentException("Cannot invert: panel width=" + kernels.panelWidth()
                    + ", expected a divisor of " + SymmetricMatrix.BLOCK + "; change the block");
        }
        SymmetricInverse inverse = new SymmetricInverse(kernels, matrix);
        for (int from = 0; from < matrix.side(); from += SymmetricMatrix.BLOCK) {
            inverse.sweep(from, Math.min(from + SymmetricMatrix.BLOCK, matrix.side()));
        }
        for (int row = 0; row < matrix.side(); row++) {
            kernels.scale(-1, matrix.held(row), 0, matrix.held(row).length);
        }
    }

    private void sweep(int from, int to) {
        int size = to - from;
        double[][] inverted = invertedSquare(from, size);
        float[][] rows = new float[panels][];
        float[][] solved = new float[panels][];
        float[][] squareTiles = tiles(size, size, (row, column) -> (float) inverted[row][column]);
        IntStream.range(0, panels).parallel().forEach(panel -> {
            rows[panel] = rowsOf(panel, from, to);
            solved[panel] = product(squareTiles, size, rows[panel]);
        });
        float[][] rowTiles = tiles(matrix.side(), size, (row, d) -> rows[row / width][d * width + row % width]);
        int perStrip = STRIP / width;
        IntStream.range(0, (panels + perStrip - 1) / perStrip)
                .parallel()
                .forEach(strip -> subtract(rowTiles, size, solved, strip * perStrip));
        putBack(solved, inverted, from, to);
    }

    /** The inverse of the block's square, by sweeping one row after the other in doubles. */
    private double[][] invertedSquare(int from, int size) {
        double[][] square = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                square[row][column] = matrix.value(from + row, from + column);
            }
        }
        for (int k = 0; k < size; k++) {
            double pivot = square[k][k];
            if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                throw new NotPositiveDefiniteException(from + k, (float) pivot);
            }
            sweepRow(square, k, 1 / pivot);
        }
        for (double[] row : square) {
            for (int column = 0; column < size; column++) {
                row[column] = -row[column];
            }
        }
        return square;
    }

    private static void sweepRow(double[][] square, int k, double inverse) {
        double[] pivotRow = square[k].clone();
        for (int row = 0; row < square.length; row++) {
            double factor = square[row][k] * inverse;
            for (int column = 0; row != k && column < square.length; column++) {
                square[row][column] -= factor * pivotRow[column];
            }
        }
        for (int j = 0; j < square.length; j++) {
            square[k][j] = pivotRow[j] * inverse;
            square[j][k] = square[k][j];
        }
        square[k][k] = -inverse;
    }

    /** The block's rows in the columns of a panel; zero in the block's own columns, so that the update leaves these alone. */
    private float[] rowsOf(int panel, int from, int to) {
        float[] packed = new float[(to - from) * width];
        for (int column = panel * width; column < Math.min((panel + 1) * width, matrix.side()); column++) {
            for (int row = from; row < to && (column < from || column >= to); row++) {
                packed[(row - from) * width + column % width] = matrix.value(row, column);
            }
        }
        return packed;
    }

    private float[] product(float[][] tiles, int size, float[] panel) {
        float[] product = new float[tiles.length * TILE * width];
        float[] scores = new float[TILE * width];
        for (int tile = 0; tile < tiles.length; tile++) {
            kernels.panelScores(tiles[tile], size, panel, 0, scores);
            System.arraycopy(scores, 0, product, tile * scores.length, scores.length);
        }
        return product;
    }

    /** Takes R'DR off the strip's columns, in the rows above its end. */
    private void subtract(float[][] rowTiles, int size, float[][] solved, int firstPanel) {
        float[] scores = new float[TILE * width];
        int end = Math.min(firstPanel + STRIP / width, panels);
        for (int tile = 0; tile < rowTiles.length && tile * TILE < end * width; tile++) {
            for (int panel = firstPanel; panel < end; panel++) {
                if (panel * width >= SymmetricMatrix.first(tile * TILE)) {
                    kernels.panelScores(rowTiles[tile], size, solved[panel], 0, scores);
                    subtractTile(scores, tile * TILE, panel * width);
                }
            }
        }
    }

    private void subtractTile(float[] scores, int row, int column) {
        for (int r = 0; r < TILE && row + r < matrix.side(); r++) {
            int at = column - SymmetricMatrix.first(row + r);
            if (at >= 0) {
                kernels.addScaled(-1, scores, r * width, matrix.held(row + r), at, width);
            }
        }
    }

    private void putBack(float[][] solved, double[][] inverted, int from, int to) {
        for (int column = 0; column < matrix.side(); column++) {
            boolean inBlock = column >= from && column < to;
            float[] panel = solved[column / width];
            for (int row = from; row < to; row++) {
                float value = inBlock
                        ? (float) -inverted[row - from][column - from]
                        : panel[(row - from) * width + column % width];
                matrix.set(row, column, value);
            }
        }
    }

    private interface Cells {
        float value(int row, int column);
    }

    /** Rows in groups of as many as the kernel takes, one after the other within a group; zeros fill the last. */
    private static float[][] tiles(int rows, int columns, Cells cells) {
        float[][] tiles = new float[(rows + TILE - 1) / TILE][TILE * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                tiles[row / TILE][row % TILE * columns + column] = cells.value(row, column);
            }
        }
        return tiles;
    }
}
