package io.nightshift.linalg;

import java.util.Arrays;

/**
 * A symmetric matrix of floats, too large for one array: of each row the part from its block of {@value #BLOCK} columns on is held, so that
 * it takes about 2 bytes a cell of the square. Cells of the upper triangle count, in whichever order they are named.
 */
public final class SymmetricMatrix {
    static final int BLOCK = 128;

    private final int side;
    private final float[][] rows;

    /** All zeros. */
    public SymmetricMatrix(int side) {
        this.side = side;
        int padded = (side + BLOCK - 1) / BLOCK * BLOCK;
        this.rows = new float[side][];
        Arrays.setAll(rows, row -> new float[padded - first(row)]);
    }

    /** The bytes that a matrix of this side takes. */
    public static long bytes(int side) {
        return Float.BYTES * (long) side * (side + BLOCK) / 2;
    }

    public int side() {
        return side;
    }

    /** A cell. */
    public float value(int row, int column) {
        return row <= column ? rows[row][column - first(row)] : rows[column][row - first(column)];
    }

    /** Changes a cell and its mirror image. */
    public void set(int row, int column, float value) {
        if (row <= column) {
            rows[row][column - first(row)] = value;
        } else {
            rows[column][row - first(column)] = value;
        }
    }

    /** Adds to a cell and its mirror image. */
    public void add(int row, int column, float value) {
        set(row, column, value(row, column) + value);
    }

    /** The held part of a row: from column {@link #first} on, filled up to whole blocks. */
    float[] held(int row) {
        return rows[row];
    }

    /** The first held column of a row: the start of its block. */
    static int first(int row) {
        return row / BLOCK * BLOCK;
    }
}
