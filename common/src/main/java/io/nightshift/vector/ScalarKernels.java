package io.nightshift.vector;

/** The kernels in plain Java, for machines and launchers without the Vector API; also the twin that the fast ones are tested against. */
public final class ScalarKernels implements VectorKernels {
    private static final int LANES = 8;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float even = 0;
        float odd = 0;
        int k = 0;
        for (; k + 1 < length; k += 2) {
            even += a[aFrom + k] * b[bFrom + k];
            odd += a[aFrom + k + 1] * b[bFrom + k + 1];
        }
        return k < length ? even + odd + a[aFrom + k] * b[bFrom + k] : even + odd;
    }

    @Override
    public void addScaled(float scale, float[] x, int xFrom, float[] y, int yFrom, int length) {
        for (int k = 0; k < length; k++) {
            y[yFrom + k] += scale * x[xFrom + k];
        }
    }

    @Override
    public void scale(float factor, float[] values, int from, int length) {
        for (int k = from; k < from + length; k++) {
            values[k] *= factor;
        }
    }

    @Override
    public void addOuterProducts(float[] rows, int count, int stride, float[] upper) {
        for (int row = 0; row < count; row++) {
            int start = row * stride;
            for (int i = 0; i < stride; i++) {
                int block = i / LANES * LANES;
                addScaled(rows[start + i], rows, start + block, upper, i * stride + block, stride - block);
            }
        }
    }

    @Override
    public void subtractPanel(float[] upper, int stride, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int i = to; i < stride; i++) {
                int block = i / LANES * LANES;
                float factor = -upper[row * stride + i];
                addScaled(factor, upper, row * stride + block, upper, i * stride + block, stride - block);
            }
        }
    }

    @Override
    public float eliminateRow(float[] upper, int stride, int from, int row, float[] x) {
        int start = row * stride;
        for (int before = from; before < row; before++) {
            addScaled(-upper[before * stride + row], upper, before * stride + row, upper, start + row, stride - row);
        }
        float pivot = upper[start + row];
        float scale = (float) (1 / Math.sqrt(pivot));
        scale(scale, upper, start + row, stride - row);
        x[row] *= scale;
        addScaled(-x[row], upper, start + row + 1, x, row + 1, stride - row - 1);
        return pivot;
    }

    @Override
    public void multiplyRows(float[] rows, int count, int stride, float[] x, float[] products) {
        for (int row = 0; row < count; row++) {
            products[row] = dot(rows, row * stride, x, 0, stride);
        }
    }

    @Override
    public void addScaledRows(float[] rows, int count, int stride, float[] factors, float[] y) {
        for (int row = 0; row < count; row++) {
            addScaled(factors[row], rows, row * stride, y, 0, stride);
        }
    }

    @Override
    public void panelScores(float[] tile, int rank, float[] panel, int panelFrom, float[] scores) {
        int width = panelWidth();
        for (int user = 0; user < TILE_ROWS; user++) {
            for (int item = 0; item < width; item++) {
                float sum = 0;
                for (int d = 0; d < rank; d++) {
                    sum = Math.fma(tile[user * rank + d], panel[panelFrom + d * width + item], sum);
                }
                scores[user * width + item] = sum;
            }
        }
    }

    @Override
    public boolean anyAtLeast(float[] values, int from, int count, float threshold) {
        for (int k = from; k < from + count; k++) {
            if (values[k] >= threshold) {
                return true;
            }
        }
        return false;
    }
}
