package io.nightshift.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Java Vector API: full registers and a scalar tail, never masks, which are slow on Java 17. Sums of a tile live in
 * named registers, because the compiler keeps arrays of vectors on the heap; that is why the tiles are written out and the class is long.
 */
final class SimdKernels implements VectorKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Zeros, then ones: read at LANES - k, it keeps all lanes but the first k. Masks are slower. */
    private static final float[] FROM_DIAGONAL = new float[2 * LANES];

    static {
        Arrays.fill(FROM_DIAGONAL, LANES, 2 * LANES, 1);
    }

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
        for (int block = first; block < rows.stride; block += LANES) {
            int j = block;
            for (; j + 2 * LANES <= rows.stride; j += 2 * LANES) {
                for (int i = block; i < block + LANES; i += 4) {
                    addWideTile(rows, sign, upper, i, j);
                }
            }
            if (j < rows.stride) {
                addLastColumns(rows, sign, upper, block, j);
            }
        }
    }

    /** One register of columns against a register's height of rows: eight sums at once hide the latency that four do not. */
    private static void addLastColumns(Rows rows, float sign, float[] upper, int block, int j) {
        int i = block;
        for (; i + 8 <= block + LANES; i += 8) {
            addTallTile(rows, sign, upper, i, j);
        }
        if (i < block + LANES) {
            addNarrowTile(rows, sign, upper, i, j);
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

    /** Rows i to i + 7, one register of columns from j on. */
    private static void addTallTile(Rows rows, float sign, float[] upper, int i, int j) {
        float[] values = rows.values;
        int stride = rows.stride;
        int end = rows.to * stride;
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        for (int start = rows.from * stride; start < end; start += stride) {
            FloatVector y = load(values, start + j);
            a = y.fma(FloatVector.broadcast(SPECIES, values[start + i]), a);
            b = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 1]), b);
            c = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 2]), c);
            d = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 3]), d);
            e = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 4]), e);
            f = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 5]), f);
            g = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 6]), g);
            h = y.fma(FloatVector.broadcast(SPECIES, values[start + i + 7]), h);
        }
        int at = i * stride + j;
        addScaled(a, sign, upper, at);
        addScaled(b, sign, upper, at + stride);
        addScaled(c, sign, upper, at + 2 * stride);
        addScaled(d, sign, upper, at + 3 * stride);
        addScaled(e, sign, upper, at + 4 * stride);
        addScaled(f, sign, upper, at + 5 * stride);
        addScaled(g, sign, upper, at + 6 * stride);
        addScaled(h, sign, upper, at + 7 * stride);
    }

    private static void addScaled(FloatVector sum, float sign, float[] target, int at) {
        sum.fma(FloatVector.broadcast(SPECIES, sign), load(target, at)).intoArray(target, at);
    }

    @Override
    public float eliminateRow(float[] upper, int stride, int from, int row, float[] x) {
        int start = row * stride;
        FloatVector left = load(upper, start + from);
        for (int before = from; before < row; before++) {
            left = minus(left, upper[before * stride + row], upper, before * stride + from);
        }
        left = left.mul(load(FROM_DIAGONAL, LANES - (row - from)));
        left.intoArray(upper, start + from);
        float pivot = upper[start + row];
        float scale = (float) (1 / Math.sqrt(pivot));
        float known = x[row] * scale;
        finish(left, scale, known, upper, start + from, x, from);
        int j = from + LANES;
        for (; j + 2 * LANES <= stride; j += 2 * LANES) {
            FloatVector a = load(upper, start + j);
            FloatVector b = load(upper, start + j + LANES);
            for (int before = from; before < row; before++) {
                float factor = upper[before * stride + row];
                a = minus(a, factor, upper, before * stride + j);
                b = minus(b, factor, upper, before * stride + j + LANES);
            }
            finish(a, scale, known, upper, start + j, x, j);
            finish(b, scale, known, upper, start + j + LANES, x, j + LANES);
        }
        if (j < stride) {
            FloatVector a = load(upper, start + j);
            for (int before = from; before < row; before++) {
                a = minus(a, upper[before * stride + row], upper, before * stride + j);
            }
            finish(a, scale, known, upper, start + j, x, j);
        }
        x[row] = known;
        return pivot;
    }

    private static FloatVector minus(FloatVector sum, float factor, float[] values, int at) {
        return load(values, at).fma(FloatVector.broadcast(SPECIES, -factor), sum);
    }

    /** Scales a part of a row, stores it, and takes known times it off the right side. */
    private static void finish(FloatVector row, float scale, float known, float[] upper, int at, float[] x, int j) {
        FloatVector scaled = row.mul(FloatVector.broadcast(SPECIES, scale));
        scaled.intoArray(upper, at);
        scaled.fma(FloatVector.broadcast(SPECIES, -known), load(x, j)).intoArray(x, j);
    }

    @Override
    public void multiplyRows(float[] rows, int count, int stride, float[] x, float[] products) {
        int row = 0;
        for (; row + 4 <= count; row += 4) {
            int start = row * stride;
            FloatVector a = FloatVector.zero(SPECIES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (int j = 0; j < stride; j += LANES) {
                FloatVector factor = load(x, j);
                a = factor.fma(load(rows, start + j), a);
                b = factor.fma(load(rows, start + stride + j), b);
                c = factor.fma(load(rows, start + 2 * stride + j), c);
                d = factor.fma(load(rows, start + 3 * stride + j), d);
            }
            products[row] = a.reduceLanes(VectorOperators.ADD);
            products[row + 1] = b.reduceLanes(VectorOperators.ADD);
            products[row + 2] = c.reduceLanes(VectorOperators.ADD);
            products[row + 3] = d.reduceLanes(VectorOperators.ADD);
        }
        for (; row < count; row++) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = 0; j < stride; j += LANES) {
                sum = load(x, j).fma(load(rows, row * stride + j), sum);
            }
            products[row] = sum.reduceLanes(VectorOperators.ADD);
        }
    }

    @Override
    public void addScaledRows(float[] rows, int count, int stride, float[] factors, float[] y) {
        int j = 0;
        for (; j + 4 * LANES <= stride; j += 4 * LANES) {
            FloatVector a = load(y, j);
            FloatVector b = load(y, j + LANES);
            FloatVector c = load(y, j + 2 * LANES);
            FloatVector d = load(y, j + 3 * LANES);
            int at = j;
            for (int row = 0; row < count; row++) {
                FloatVector factor = FloatVector.broadcast(SPECIES, factors[row]);
                a = factor.fma(load(rows, at), a);
                b = factor.fma(load(rows, at + LANES), b);
                c = factor.fma(load(rows, at + 2 * LANES), c);
                d = factor.fma(load(rows, at + 3 * LANES), d);
                at += stride;
            }
            a.intoArray(y, j);
            b.intoArray(y, j + LANES);
            c.intoArray(y, j + 2 * LANES);
            d.intoArray(y, j + 3 * LANES);
        }
        for (; j < stride; j += LANES) {
            FloatVector sum = load(y, j);
            for (int row = 0; row < count; row++) {
                sum = FloatVector.broadcast(SPECIES, factors[row]).fma(load(rows, row * stride + j), sum);
            }
            sum.intoArray(y, j);
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
