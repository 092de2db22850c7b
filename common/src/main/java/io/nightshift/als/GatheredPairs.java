package io.nightshift.als;

import io.nightshift.vector.VectorKernels;

/** Some pairs of one row, the vectors of their other side copied side by side and padded, so that kernels go over them at full speed. */
final class GatheredPairs {
    private final VectorKernels kernels;
    private final AlsSettings settings;
    private final float[] others;
    private final int rank;
    private final int stride;
    private final float[] rows;
    private final float[] extras;
    private final float[] pulls;
    private final float[] products;
    private int count;

    /** Room for so many pairs; others are the other side's vectors, rank floats each. */
    GatheredPairs(VectorKernels kernels, AlsSettings settings, float[] others, int capacity) {
        this.kernels = kernels;
        this.settings = settings;
        this.others = others;
        this.rank = settings.rank();
        this.stride = kernels.stride(rank);
        this.rows = new float[Math.multiplyExact(capacity, stride)];
        this.extras = new float[capacity];
        this.pulls = new float[capacity];
        this.products = new float[capacity];
    }

    /** Takes the pairs [from, to) of a block in place of those before; returns the sum of c p. */
    double load(InteractionBlock block, int from, int to) {
        Weighting weighting = settings.weighting();
        double pull = 0;
        count = to - from;
        for (int k = 0; k < count; k++) {
            float weight = block.weights()[from + k];
            double confidence = weight > 0 ? weighting.confidence(settings, weight) : 0;
            pull += confidence;
            pulls[k] = (float) confidence;
            extras[k] = (float) weighting.extra(settings, weight);
            System.arraycopy(others, block.others()[from + k] * rank, rows, k * stride, rank);
        }
        return pull;
    }

    int count() {
        return count;
    }

    int stride() {
        return stride;
    }

    /** The vectors, one beside the other, each padded to {@link #stride}. */
    float[] rows() {
        return rows;
    }

    /** c p of a pair. */
    float pull(int k) {
        return pulls[k];
    }

    /** c - w0 of a pair. */
    float extra(int k) {
        return extras[k];
    }

    /** Adds the sum of c p y. */
    void addRightSide(float[] right) {
        kernels.addScaledRows(rows, count, stride, pulls, right);
    }

    /** Adds the product of the sum of (c - w0) y y' with a vector. */
    void addProduct(float[] direction, float[] result) {
        kernels.multiplyRows(rows, count, stride, direction, products);
        for (int k = 0; k < count; k++) {
            products[k] *= extras[k];
        }
        kernels.addScaledRows(rows, count, stride, products, result);
    }

    /** Multiplies each vector by its pair's factor and number by number. Afterwards the pairs have to be loaded again. */
    void scale(float[] pairFactors, float[] factors) {
        for (int k = 0; k < count; k++) {
            int from = k * stride;
            float factor = pairFactors[k];
            for (int d = 0; d < stride; d++) {
                rows[from + d] *= factor * factors[d];
            }
        }
    }

    /** Adds the sum of (c - w0) y y' to the upper triangle of a matrix. Afterwards the pairs have to be loaded again. */
    void addMatrix(float[] upper) {
        for (int k = 0; k < count; k++) {
            kernels.scale((float) Math.sqrt(extras[k]), rows, k * stride, stride);
        }
        kernels.addOuterProducts(rows, count, stride, upper);
    }
}
