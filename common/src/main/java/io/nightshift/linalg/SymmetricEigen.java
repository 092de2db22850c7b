package io.nightshift.linalg;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, in doubles: Householder's reflections make it tridiagonal (Golub and Van Loan,
 * Matrix Computations, section 8.3.1), implicit QL steps make that diagonal (Dubrulle, Martin, Wilkinson 1968, "The implicit QL
 * algorithm"). Inner loops run along rows, and all sums in one order: the same matrix gives the same bits on every machine.
 */
public final class SymmetricEigen {
    private static final int MOST_STEPS = 60;

    private final int side;
    private final double[] diagonal;
    /** Beside the diagonal: entry k joins k and k + 1. */
    private final double[] beside;
    /** One eigenvector a row, once all is done. */
    private double[][] vectors;

    private SymmetricEigen(double[][] matrix) {
        this.side = matrix.length;
        this.diagonal = new double[side];
        this.beside = new double[side];
        this.vectors = reflected(matrix);
        for (int k = 0; k < side; k++) {
            isolate(k);
        }
        sort();
    }

    /**
     * Decomposes a matrix.
     *
     * @param matrix square and symmetric; overwritten
     * @throws NotPositiveDefiniteException when a number is not finite
     */
    public static SymmetricEigen of(double[][] matrix) {
        for (int row = 0; row < matrix.length; row++) {
            for (double value : matrix[row]) {
                if (!Double.isFinite(value)) {
                    throw new NotPositiveDefiniteException(row, value);
                }
            }
        }
        return new SymmetricEigen(matrix);
    }

    /** The k-th largest eigenvalue. */
    public double value(int k) {
        return diagonal[k];
    }

    /** Its eigenvector, of length 1; its sign is any. */
    public double[] vector(int k) {
        return vectors[k];
    }

    /** Makes the matrix tridiagonal and returns the transposed product of the reflections. */
    private double[][] reflected(double[][] matrix) {
        double[][] normals = new double[side][];
        double[] scales = new double[side];
        for (int k = 0; k < side; k++) {
            diagonal[k] = matrix[k][k];
            if (k + 1 < side) {
                normals[k] = normal(matrix[k], k);
                scales[k] = reflect(matrix, normals[k], k + 1);
            }
        }
        double[][] product = new double[side][side];
        for (int k = side - 1; k >= 0; k--) {
            product[k][k] = 1;
            if (k + 1 < side && scales[k] != 0) {
                apply(product, normals[k], scales[k], k + 1);
            }
        }
        return transposed(product);
    }

    /** The normal of the mirror that turns a row's part beyond its diagonal onto one axis; zeros when it lies there already. */
    private double[] normal(double[] row, int k) {
        double[] normal = row.clone();
        double rest = 0;
        for (int j = k + 2; j < side; j++) {
            rest += row[j] * row[j];
        }
        double onto = -Math.copySign(Math.sqrt(row[k + 1] * row[k + 1] + rest), row[k + 1]);
        normal[k + 1] = rest == 0 ? 0 : row[k + 1] - onto;
        beside[k] = rest == 0 ? row[k + 1] : onto;
        return normal;
    }

    /** Mirrors the rows and columns from {@code from} on; returns 2 / |normal|^2, or 0 where there is nothing to do. */
    private double reflect(double[][] matrix, double[] normal, int from) {
        double square = 0;
        for (int j = from; j < side; j++) {
            square += normal[j] * normal[j];
        }
        if (normal[from] == 0 || square == 0) {
            return 0;
        }
        double scale = 2 / square;
        double[] image = new double[side];
        for (int i = from; i < side; i++) {
            addScaled(scale * normal[i], matrix[i], image, from);
        }
        double along = 0;
        for (int j = from; j < side; j++) {
            along += image[j] * normal[j];
        }
        addScaled(-along * scale / 2, normal, image, from);
        for (int i = from; i < side; i++) {
            addScaled(-normal[i], image, matrix[i], from);
            addScaled(-image[i], normal, matrix[i], from);
        }
        return scale;
    }

    private void apply(double[][] product, double[] normal, double scale, int from) {
        double[] image = new double[side];
        for (int i = from; i < side; i++) {
            addScaled(scale * normal[i], product[i], image, from);
        }
        for (int i = from; i < side; i++) {
            addScaled(-normal[i], image, product[i], from);
        }
    }

    private static void addScaled(double scale, double[] x, double[] y, int from) {
        for (int j = from; j < y.length; j++) {
            y[j] += scale * x[j];
        }
    }

    private static double[][] transposed(double[][] square) {
        double[][] turned = new double[square.length][square.length];
        for (int row = 0; row < square.length; row++) {
            for (int column = 0; column < square.length; column++) {
                turned[column][row] = square[row][column];
            }
        }
        return turned;
    }

    /** QL steps until entry {@code k} of the diagonal stands alone. */
    private void isolate(int k) {
        for (int step = 0; ; step++) {
            int end = k;
            while (end + 1 < side && !negligible(end)) {
                end++;
            }
            if (end == k) {
                return;
            }
            if (step == MOST_STEPS) {
                throw new IllegalStateException("eigenvalue " + k + " is not found after " + step + " steps");
            }
            step(k, end);
        }
    }

    private boolean negligible(int k) {
        double size = Math.abs(diagonal[k]) + Math.abs(diagonal[k + 1]);
        return size + Math.abs(beside[k]) == size;
    }

    /** One step between {@code from} and {@code to}, shifted by the eigenvalue of the first two rows that is nearer the first. */
    private void step(int from, int to) {
        double ratio = (diagonal[from + 1] - diagonal[from]) / (2 * beside[from]);
        double root = Math.copySign(Math.sqrt(ratio * ratio + 1), ratio);
        double left = diagonal[to] - diagonal[from] + beside[from] / (ratio + root);
        double sine = 1;
        double cosine = 1;
        double taken = 0;
        for (int i = to - 1; i >= from; i--) {
            double bulge = sine * beside[i];
            double next = cosine * beside[i];
            double length = Math.sqrt(bulge * bulge + left * left);
            beside[i + 1] = length;
            if (length == 0) {
                diagonal[i + 1] -= taken;
                beside[to] = 0;
                return;
            }
            sine = bulge / length;
            cosine = left / length;
            double kept = diagonal[i + 1] - taken;
            double moved = (diagonal[i] - kept) * sine + 2 * cosine * next;
            taken = sine * moved;
            diagonal[i + 1] = kept + taken;
            left = cosine * moved - next;
            rotate(vectors[i], vectors[i + 1], cosine, sine);
        }
        diagonal[from] -= taken;
        beside[from] = left;
        beside[to] = 0;
    }

    private static void rotate(double[] a, double[] b, double cosine, double sine) {
        for (int j = 0; j < a.length; j++) {
            double before = a[j];
            a[j] = cosine * before - sine * b[j];
            b[j] = sine * before + cosine * b[j];
        }
    }

    /** Largest first; equal ones stay in their order. */
    private void sort() {
        for (int k = 1; k < side; k++) {
            double value = diagonal[k];
            double[] vector = vectors[k];
            int at = k;
            for (; at > 0 && diagonal[at - 1] < value; at--) {
                diagonal[at] = diagonal[at - 1];
                vectors[at] = vectors[at - 1];
            }
            diagonal[at] = value;
            vectors[at] = vector;
        }
    }
}
