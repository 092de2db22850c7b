package io.nightshift.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Java Vector API: full registers and a scalar tail, never masks, which are slow on Java 17. Sums of a tile live in
 * named registers, because the compiler keeps arrays of vectors on the heap.
 */
final class SimdKernels implements VectorKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public String name() {
        return "vector API, " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = FloatVector.zero(SPECIES);
        int k = 0;
        for (; k + 2 * LANES <= length; k += 2 * LANES) {
            even = load(a, aFrom + k).fma(load(b, bFrom + k), even);
            odd = load(a, aFrom + k + LANES).fma(load(b, bFrom + k + LANES), odd);
        }
        for (; k + LANES <= length; k += LANES) {
            even = load(a, aFrom + k).fma(load(b, bFrom + k), even);
        }
        float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
        for (; k < length; k++) {
            sum += a[aFrom + k] * b[bFrom + k];
        }
        return sum;
    }

    @Override
    public void addScaled(float scale, float[] x, int xFrom, float[] y, int yFrom, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        int k = 0;
        for (; k + LANES <= length; k += LANES) {
            load(x, xFrom + k).fma(factor, load(y, yFrom + k)).intoArray(y, yFrom + k);
        }
        for (; k < length; k++) {
            y[yFrom + k] += scale * x[xFrom + k];
        }
    }

    @Override
    public void addOuterProducts(float[] rows, int count, int stride, float[] upper) {
        for (int i = 0; i < stride; i += 4) {
            int j = i / LANES * LANES;
            for (; j + 2 * LANES <= stride; j += 2 * LANES) {
                addWideTile(rows, count, stride, upper, i, j);
            }
            if (j < stride) {
                addNarrowTile(rows, count, stride, upper, i, j);
            }
        }
    }

    /** Rows i to i + 3, two registers of columns from j on. */
    private static void addWideTile(float[] rows, int count, int stride, float[] upper, int i, int j) {
        int at = i * stride + j;
        FloatVector a0 = load(upper, at);
        FloatVector a1 = load(upper, at + LANES);
        FloatVector b0 = load(upper, at + stride);
        FloatVector b1 = load(upper, at + stride + LANES);
        FloatVector c0 = load(upper, at + 2 * stride);
        FloatVector c1 = load(upper, at + 2 * stride + LANES);
        FloatVector d0 = load(upper, at + 3 * stride);
        FloatVector d1 = load(upper, at + 3 * stride + LANES);
        for (int row = 0; row < count; row++) {
            int start = row * stride;
            FloatVector y0 = load(rows, start + j);
            FloatVector y1 = load(rows, start + j + LANES);
            FloatVector s = FloatVector.broadcast(SPECIES, rows[start + i]);
            a0 = y0.fma(s, a0);
            a1 = y1.fma(s, a1);
            s = FloatVector.broadcast(SPECIES, rows[start + i + 1]);
            b0 = y0.fma(s, b0);
            b1 = y1.fma(s, b1);
            s = FloatVector.broadcast(SPECIES, rows[start + i + 2]);
            c0 = y0.fma(s, c0);
            c1 = y1.fma(s, c1);
            s = FloatVector.broadcast(SPECIES, rows[start + i + 3]);
            d0 = y0.fma(s, d0);
            d1 = y1.fma(s, d1);
        }
        a0.intoArray(upper, at);
        a1.intoArray(upper, at + LANES);
        b0.intoArray(upper, at + stride);
        b1.intoArray(upper, at + stride + LANES);
        c0.intoArray(upper, at + 2 * stride);
        c1.intoArray(upper, at + 2 * stride + LANES);
        d0.intoArray(upper, at + 3 * stride);
        d1.intoArray(upper, at + 3 * stride + LANES);
    }

    /** Rows i to i + 3, one register of columns from j on. */
    private static void addNarrowTile(float[] rows, int count, int stride, float[] upper, int i, int j) {
        int at = i * stride + j;
        FloatVector a = load(upper, at);
        FloatVector b = load(upper, at + stride);
        FloatVector c = load(upper, at + 2 * stride);
        FloatVector d = load(upper, at + 3 * stride);
        for (int row = 0; row < count; row++) {
            int start = row * stride;
            FloatVector y = load(rows, start + j);
            a = y.fma(FloatVector.broadcast(SPECIES, rows[start + i]), a);
            b = y.fma(FloatVector.broadcast(SPECIES, rows[start + i + 1]), b);
            c = y.fma(FloatVector.broadcast(SPECIES, rows[start + i + 2]), c);
            d = y.fma(FloatVector.broadcast(SPECIES, rows[start + i + 3]), d);
        }
        a.intoArray(upper, at);
        b.intoArray(upper, at + stride);
        c.intoArray(upper, at + 2 * stride);
        d.intoArray(upper, at + 3 * stride);
    }

    @Override
    public void subtractPanel(float[] upper, int stride, int from, int to) {
        for (int i = to; i < stride; i += 4) {
            for (int j = i / LANES * LANES; j < stride; j += LANES) {
                subtractTile(upper, stride, from, to, i, j);
            }
        }
    }

    private static void subtractTile(float[] upper, int stride, int from, int to, int i, int j) {
        int at = i * stride + j;
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int row = from; row < to; row++) {
            int start = row * stride;
            FloatVector y = load(upper, start + j);
            a = y.fma(FloatVector.broadcast(SPECIES, upper[start + i]), a);
            b = y.fma(FloatVector.broadcast(SPECIES, upper[start + i + 1]), b);
            c = y.fma(FloatVector.broadcast(SPECIES, upper[start + i + 2]), c);
            d = y.fma(FloatVector.broadcast(SPECIES, upper[start + i + 3]), d);
        }
        load(upper, at).sub(a).intoArray(upper, at);
        load(upper, at + stride).sub(b).intoArray(upper, at + stride);
        load(upper, at + 2 * stride).sub(c).intoArray(upper, at + 2 * stride);
        load(upper, at + 3 * stride).sub(d).intoArray(upper, at + 3 * stride);
    }

    @Override
    public void panelScores(float[] tile, int rank, float[] panel, int panelFrom, float[] scores) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector e0 = a0;
        FloatVector e1 = a0;
        FloatVector f0 = a0;
        FloatVector f1 = a0;
        int at = panelFrom;
        for (int d = 0; d < rank; d++) {
            FloatVector y0 = load(panel, at);
            FloatVector y1 = load(panel, at + LANES);
            at += 2 * LANES;
            FloatVector s = FloatVector.broadcast(SPECIES, tile[d]);
            a0 = y0.fma(s, a0);
            a1 = y1.fma(s, a1);
            s = FloatVector.broadcast(SPECIES, tile[rank + d]);
            b0 = y0.fma(s, b0);
            b1 = y1.fma(s, b1);
            s = FloatVector.broadcast(SPECIES, tile[2 * rank + d]);
            c0 = y0.fma(s, c0);
            c1 = y1.fma(s, c1);
            s = FloatVector.broadcast(SPECIES, tile[3 * rank + d]);
            d0 = y0.fma(s, d0);
            d1 = y1.fma(s, d1);
            s = FloatVector.broadcast(SPECIES, tile[4 * rank + d]);
            e0 = y0.fma(s, e0);
            e1 = y1.fma(s, e1);
            s = FloatVector.broadcast(SPECIES, tile[5 * rank + d]);
            f0 = y0.fma(s, f0);
            f1 = y1.fma(s, f1);
        }
        store(a0, a1, scores, 0);
        store(b0, b1, scores, 1);
        store(c0, c1, scores, 2);
        store(d0, d1, scores, 3);
        store(e0, e1, scores, 4);
        store(f0, f1, scores, 5);
    }

    @Override
    public boolean anyAtLeast(float[] values, int from, int count, float threshold) {
        FloatVector least = FloatVector.broadcast(SPECIES, threshold);
        for (int k = from; k < from + count; k += LANES) {
            if (load(values, k).compare(VectorOperators.GE, least).anyTrue()) {
                return true;
            }
        }
        return false;
    }

    private static void store(FloatVector left, FloatVector right, float[] scores, int row) {
        left.intoArray(scores, row * 2 * LANES);
        right.intoArray(scores, row * 2 * LANES + LANES);
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }
}
