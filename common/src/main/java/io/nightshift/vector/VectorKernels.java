package io.nightshift.vector;

/**
 * The inner loops of the solver and of retrieval. Matrices are row-major with rows padded by zeros to a multiple of {@link #lanes()}
 * floats, the stride; a symmetric matrix is a square of stride x stride of which the upper triangle counts. Two implementations round
 * sums differently, except {@link #panelScores}, whose sums run in one order everywhere.
 *
 * <p>Arrays come with their offsets as plain parameters, more than five of them, because these methods are called per vector.
 */
public interface VectorKernels {
    /** Users that {@link #panelScores} scores at once. */
    int TILE_ROWS = 6;

    /** What a log shows: the kind and its width. */
    String name();

    /** Floats in one register, at least 4; strides are multiples of it. */
    int lanes();

    /** The smallest stride that holds rows of this length. */
    default int stride(int length) {
        return (length + lanes() - 1) / lanes() * lanes();
    }

    /** The sum of a[aFrom + k] x b[bFrom + k] for k below length; 0 for length 0. */
    float dot(float[] a, int aFrom, float[] b, int bFrom, int length);

    /** Adds scale x x[xFrom + k] to y[yFrom + k] for k below length. */
    void addScaled(float scale, float[] x, int xFrom, float[] y, int yFrom, int length);

    /** Multiplies values[from + k] by a factor, for k below length. */
    void scale(float factor, float[] values, int from, int length);

    /**
     * Adds the outer product of each row with itself to a symmetric matrix.
     *
     * @param rows count rows of stride floats
     * @param count number of rows
     * @param stride length of a row and side of the matrix, a multiple of {@link #lanes()}
     * @param upper the matrix; below its diagonal only the squares of {@link #lanes()} on the diagonal are kept right
     */
    void addOuterProducts(float[] rows, int count, int stride, float[] upper);

    /**
     * The trailing step of a blocked Cholesky factorisation: takes the outer products of the matrix's own rows [from, to) off the
     * part of its upper triangle with rows and columns from {@code to} on.
     *
     * @param upper a symmetric matrix of stride x stride
     * @param stride its side, a multiple of {@link #lanes()}
     * @param from first row of the panel
     * @param to end of the panel, a multiple of {@link #lanes()}
     */
    void subtractPanel(float[] upper, int stride, int from, int to);

    /**
     * Finishes one row of a Cholesky factor U, A = U'U, whose panel began at row {@code from} and whose rows before the panel were taken
     * off already: subtracts what the panel's earlier rows contribute, divides by the pivot's root, and takes the row off the right side
     * as forward substitution does. Columns of the panel before the pivot need not be zero on entry; only the upper triangle counts afterwards.
     *
     * @param upper a matrix of stride x stride, a multiple of {@link #lanes()}
     * @param stride its side
     * @param from first row of the panel, a multiple of {@link #lanes()}
     * @param row which one, less than {@code from + lanes()}
     * @param x the right side; x[row] is solved on return, the later ones are lessened
     * @return the pivot; what it says of the matrix is the caller's to judge
     */
    float eliminateRow(float[] upper, int stride, int from, int row, float[] x);

    /**
     * The product of some rows with a vector.
     *
     * @param rows count rows of stride floats, a multiple of {@link #lanes()}
     * @param count number of rows
     * @param x stride floats
     * @param products receives count numbers
     */
    void multiplyRows(float[] rows, int count, int stride, float[] x, float[] products);

    /** Adds factors[k] x row k to y, for k below count, in this order; rows and y have stride floats, a multiple of {@link #lanes()}. */
    void addScaledRows(float[] rows, int count, int stride, float[] factors, float[] y);

    /**
     * Scores a tile of users against a panel of items: scores[u x width + i] is the sum over d of tile[u x rank + d] x
     * panel[d x width + i], each product fused with the sum before it, d ascending, so that all implementations agree to the bit.
     *
     * @param tile {@link #TILE_ROWS} vectors of rank floats
     * @param rank length of a vector
     * @param panel holds the panel: rank rows of {@link #panelWidth()} floats, an item a column
     * @param panelFrom where in it the panel starts
     * @param scores receives {@link #TILE_ROWS} rows of width floats
     */
    void panelScores(float[] tile, int rank, float[] panel, int panelFrom, float[] scores);

    /** Whether one of values[from + k], k below count, is at least the threshold; count is a multiple of {@link #lanes()}. */
    boolean anyAtLeast(float[] values, int from, int count, float threshold);

    /** Items in a panel of {@link #panelScores}. */
    default int panelWidth() {
        return 2 * lanes();
    }
}
