package io.nightshift.vector;

import java.util.Arrays;
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
    public void scale(float factor, float[] values, int from, int length) {
        FloatVector by = FloatVector.broadcast(SPECIES, factor);
        int k = 0;
        for (; k + LANES <= length; k += LANES) {
            load(values, from + k).mul(by).intoArray(values, from + k);
        }
        for (; k < length; k++) {
            values[from + k] *= factor;
        }
    }

    @Override
    public void addOuterProducts(float[] rows, int count, int stride, float[] upper) {
        addTiles(new Rows(rows, 0, count, stride), 1, upper, 0);
    }

    @Override
    public void subtractPanel(float[] upper, int stride, int from, int to) {
        addTiles(new Rows(upper, from, to, stride), -1, upper, to);
    }

    /** Rows from (included) to (excluded) of a matrix. */
    private record Rows(float[] values, int from, int to, int stride) {}

    /** Adds sign x the rows' outer products to the part of the triangle from row and column {@code first} on. */
    private static void addTiles(Rows rows, float sign, float[] upper, int first) {
        for (int i = first; i < rows.stride; i += 4) {
            int j = i / LANES * LANES;
            for (; j + 2 * LANES <= rows.stride; j += 2 * LANES) {
                addWideTile(rows, sign, upper, i, j);
            }
            if (j < rows.stride) {
                addNarrowTile(rows, sign, upper, i, j);
            }
        }
    }

    /** Rows i to i + 3, two registers of columns from j on. */
    private static void addWideTile(Rows rows, float sign, float[] upper, int i, int j) {
        float[] values = rows.values;
        int stride = rows.stride;
        int end = rows.to * stride;
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        for (int start = rows.from * stride; start < end; start += stride) {
            FloatVector y0 = load(values, start + j);
            FloatVector y1 = load(values, start + j + LANES);
            FloatVector s = FloatVector.broadcast(SPECIES, values[start + i]);
            a0 = y0.fma(s, a0);
            a1 = y1.fma(s, a1);
            s = FloatVector.broadcast(SPECIES, values[start + i + 1]);
            b0 = y0.fma(s, b0);
            b1 = y1.fma(s, b1);
            s = FloatVector.broadcast(SPECIES, values[start + i + 2]);
            c0 = y0.fma(s, c0);
            c1 = y1.fma(s, c1);
            s = FloatVector.broadcast(SPECIES, values[start + i + 3]);
            d0 = y0.fma(s, d0);
            d1 = y1.fma(s, d1);
        }
        int at = i * stride + j;
        addScaled(a0, sign, upper, at);
        addScaled(a1, sign, upper, at + LANES);
        addScaled(b0, sign, upper, at + stride);
        addScaled(b1, sign, upper, at + stride + LANES);
        addScaled(c0, sign, upper, at + 2 * stride);
        addScaled(c1, sign, upper, at + 2 * stride + LANES);
        addScaled(d0, sign, upper, at + 3 * stride);
        addScaled(d1, sign, upper, at + 3 * stride + LANES);
    }

    /** Rows i to i + 3, one register of columns from j on. */
    private static void addNarrowTile(Rows rows, float sign, float[] upper, int i, int j) {
        float[] values = rows.values;
        int stride = rows.stride;
        int end = rows.to * stride;
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int start = rows.from * stride; start < end; start += stride) {
            FloatVector y = load(values, start + j);
            a = y.fma(FloatVector.broadcast(SPECIES, values[start + i]), a);
            b = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 1]), b);
            c = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 2]), c);
            d = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 3]), d);
        }
        int at = i * stride + j;
        addScaled(a, sign, upper, at);
        addScaled(b, sign, upper, at + stride);
        addScaled(c, sign, upper, at + 2 * stride);
        addScaled(d, sign, upper, at + 3 * stride);
    }

    private static void addScaled(FloatVector sum, float sign, float[] target, int at) {
        sum.fma(FloatVector.broadcast(SPECIES, sign), load(target, at)).intoArray(target, at);
    }

    @Override
    public void multiplySymmetric(float[] upper, int stride, float[] x, float[] y) {
        Arrays.fill(y, 0, stride, 0);
        for (int row = 0; row < stride; row++) {
            int start = row * stride;
            int block = row / LANES * LANES;
            FloatVector factor = FloatVector.broadcast(SPECIES, x[row]);
            FloatVector sum = load(upper, start + block).mul(load(x, block));
            for (int j = block + LANES; j < stride; j += LANES) {
                FloatVector values = load(upper, start + j);
                sum = values.fma(load(x, j), sum);
                values.fma(factor, load(y, j)).intoArray(y, j);
            }
            y[row] += sum.reduceLanes(VectorOperators.ADD);
        }
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
