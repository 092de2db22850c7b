package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Some examples of one fit, in bins, with what the trees so far say of them; immutable.
 *
 * @param fit the place of the fit
 * @param labels 1 where the candidate was taken, else 0
 * @param weights how many candidates each stands for
 * @param bins of all features, example after example
 * @param logOdds what the trees so far add up to
 * @param slopes of the log likelihood there: weight x (label - probability)
 * @param curvatures of the log loss there: weight x probability x (1 - probability)
 */
record BoostedBlock(
        int fit, byte[] labels, float[] weights, byte[] bins, double[] logOdds, float[] slopes, float[] curvatures)
        implements Serializable {

    /** Examples of which nothing is known but the log odds of all. */
    static BoostedBlock of(int fit, ExampleBlock block, FeatureBins bins, double logOdds) {
        int width = bins.width();
        byte[] inBins = new byte[block.rows() * width];
        double[] columns = new double[width];
        for (int row = 0; row < block.rows(); row++) {
            block.copyRow(row, columns);
            for (int feature = 0; feature < width; feature++) {
                inBins[row * width + feature] = (byte) bins.bin(feature, columns[feature]);
            }
        }
        double[] start = new double[block.rows()];
        Arrays.fill(start, logOdds);
        return at(fit, block.labels(), block.weights(), inBins, start);
    }

    private static BoostedBlock at(int fit, byte[] labels, float[] weights, byte[] bins, double[] logOdds) {
        float[] slopes = new float[labels.length];
        float[] curvatures = new float[labels.length];
        for (int row = 0; row < labels.length; row++) {
            double probability = 1 / (1 + Math.exp(-logOdds[row]));
            slopes[row] = (float) (weights[row] * (labels[row] - probability));
            curvatures[row] = (float) (weights[row] * probability * (1 - probability));
        }
        return new BoostedBlock(fit, labels, weights, bins, logOdds, slopes, curvatures);
    }

    private int width() {
        return bins.length / labels.length;
    }

    /** With what grown trees add, one after the other. */
    BoostedBlock with(Iterable<GrowingTree> trees) {
        int width = width();
        double[] sums = logOdds.clone();
        for (GrowingTree tree : trees) {
            for (int row = 0; row < sums.length; row++) {
                sums[row] += tree.value(tree.node(bins, row * width));
            }
        }
        return at(fit, labels, weights, bins, sums);
    }

    /** Adds the examples that reach an open node of the tree. */
    void addTo(SplitSums sums, GrowingTree tree) {
        int width = width();
        for (int row = 0; row < labels.length; row++) {
            int place = tree.place(tree.node(bins, row * width));
            if (place >= 0) {
                sums.add(place, bins, row * width, slopes[row], curvatures[row]);
            }
        }
    }
}
