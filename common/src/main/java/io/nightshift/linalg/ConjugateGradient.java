package io.nightshift.linalg;

import io.nightshift.vector.VectorKernels;

/**
 * Conjugate gradient steps from a starting point (Takacs, Pilaszy, Tikk 2011, "Applications of the conjugate gradient method for
 * implicit feedback collaborative filtering"), for symmetric positive definite systems known only by their product with a vector.
 */
public final class ConjugateGradient {
    /** A matrix, known by its product with a vector. */
    @FunctionalInterface
    public interface Product {
        /** Sets {@code result} to A x direction; both are stride long, the padding zero. */
        void multiply(float[] direction, float[] result);
    }

    private final VectorKernels kernels;
    private final float[] residual;
    private final float[] direction;
    private final float[] product;

    /** For vectors of this padded length. */
    public ConjugateGradient(VectorKernels kernels, int stride) {
        this.kernels = kernels;
        this.residual = new float[stride];
        this.direction = new float[stride];
        this.product = new float[stride];
    }

    /**
     * Takes at most {@code steps} steps towards A x = b; fewer when the residual is zero.
     *
     * @param a the matrix
     * @param b the right side
     * @param x the start on entry, the better point on return
     * @param steps at least 1
     * @return x . (b - A x) at the returned point, which the objective needs
     */
    public double improve(Product a, float[] b, float[] x, int steps) {
        int length = x.length;
        a.multiply(x, product);
        for (int k = 0; k < length; k++) {
            residual[k] = b[k] - product[k];
            direction[k] = residual[k];
        }
        float norm = kernels.dot(residual, 0, residual, 0, length);
        for (int step = 0; step < steps && norm > Float.MIN_NORMAL; step++) {
            a.multiply(direction, product);
            float along = norm / kernels.dot(direction, 0, product, 0, length);
            kernels.addScaled(along, direction, 0, x, 0, length);
            kernels.addScaled(-along, product, 0, residual, 0, length);
            float next = kernels.dot(residual, 0, residual, 0, length);
            float keep = next / norm;
            for (int k = 0; k < length; k++) {
                direction[k] = residual[k] + keep * direction[k];
            }
            norm = next;
        }
        return kernels.dot(x, 0, residual, 0, length);
    }
}
