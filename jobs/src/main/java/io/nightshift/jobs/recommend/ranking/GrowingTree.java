package io.nightshift.jobs.recommend.ranking;

import io.nightshift.jobs.recommend.ranking.SplitSums.Total;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A regression tree that grows level by level: {@link #open} nodes are summed by a reading of the examples, {@link #advance} splits them.
 *
 * <p>A node splits where the log loss falls most by its second-order expansion, slope squared / (curvature + regularization) of both
 * sides less that of the node (Chen and Guestrin, "XGBoost", 2016, equation 7), the lower feature and bin among equals. A leaf adds
 * learning rate x slope / (curvature + regularization) to the log odds, a Newton step. Of two children only the one with fewer examples
 * is summed: the other is what their parent has beyond it.
 */
final class GrowingTree implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int NONE = -1;
    /** Below it a gain is rounding. */
    private static final double LEAST_GAIN = 1e-9;

    private final FeatureBins bins;
    private final TreesSettings settings;
    /** Of a split the feature, of a leaf {@value #NONE}. */
    private final int[] features;

    private final int[] lastBinsLeft;
    /** The left child of a split; the right one follows it. */
    private final int[] children;

    private final double[] values;
    /** The place of a node among the open ones; {@value #NONE} for others. */
    private final int[] places;

    private int size;
    private int level;
    private int open;
    /** The splits whose children are open, in the order of the places; none for the root. Only where the tree grows. */
    private transient List<Split> splits = new ArrayList<>();

    /** A tree of one node, open. */
    GrowingTree(FeatureBins bins, TreesSettings settings) {
        this.bins = bins;
        this.settings = settings;
        int most = 2 << settings.depth();
        this.features = new int[most];
        this.lastBinsLeft = new int[most];
        this.children = new int[most];
        this.values = new double[most];
        this.places = new int[most];
        add(Total.NONE);
        places[0] = open++;
    }

    /**
     * A split whose children may split.
     *
     * @param smaller the child that is summed
     * @param larger the other one
     */
    private record Split(int smaller, int larger, SplitSums parent) {}

    private record Cut(int feature, int bin, Total left, double gain) {}

    private int add(Total total) {
        features[size] = NONE;
        places[size] = NONE;
        values[size] = value(total);
        return size++;
    }

    private double value(Total total) {
        double curvature = total.curvature() + settings.regularization();
        return curvature > 0 ? settings.learningRate() * total.slope() / curvature : 0;
    }

    /** How many nodes the next reading has to sum; 0 when the tree is grown. */
    int open() {
        return open;
    }

    boolean isSplit() {
        return size > 1;
    }

    /** The node where an example ends up. */
    int node(byte[] row, int from) {
        int at = 0;
        while (features[at] != NONE) {
            at = row[from + features[at]] <= lastBinsLeft[at] ? children[at] : children[at] + 1;
        }
        return at;
    }

    /** The place of a node among the open ones; negative for one that is not. */
    int place(int node) {
        return places[node];
    }

    /** What a leaf adds to the log odds. */
    double value(int node) {
        return values[node];
    }

    /** Grows by a level from the sums of the open nodes. */
    void advance(SplitSums sums) {
        List<Split> before = splits;
        splits = new ArrayList<>();
        open = 0;
        if (before.isEmpty()) {
            places[0] = NONE;
            values[0] = value(sums.of(0));
            split(0, sums);
        }
        for (int place = 0; place < before.size(); place++) {
            Split children = before.get(place);
            SplitSums smaller = sums.node(place);
            places[children.smaller] = NONE;
            split(children.smaller, smaller);
            split(children.larger, children.parent.minus(smaller));
        }
        level++;
        if (level == settings.depth()) {
            splits.forEach(split -> places[split.smaller] = NONE);
            splits = new ArrayList<>();
            open = 0;
        }
    }

    private void split(int node, SplitSums sums) {
        Total total = sums.of(0);
        Cut best = best(sums, total);
        if (best == null) {
            return;
        }
        Total rest = total.minus(best.left);
        int left = add(best.left);
        int right = add(rest);
        features[node] = best.feature;
        lastBinsLeft[node] = best.bin;
        children[node] = left;
        Split split = best.left.count() <= rest.count() ? new Split(left, right, sums) : new Split(right, left, sums);
        places[split.smaller] = open++;
        splits.add(split);
    }

    /** Null where no split lowers the loss. */
    private Cut best(SplitSums sums, Total total) {
        Cut best = null;
        for (int feature = 0; feature < bins.width(); feature++) {
            Total left = Total.NONE;
            for (int bin = 0; bin < bins.bounds()[feature].length; bin++) {
                left = left.plus(sums.of(0, feature, bin));
                Total right = total.minus(left);
                if (left.count() >= settings.minExamples() && right.count() >= settings.minExamples()) {
                    double gain = gain(left) + gain(right) - gain(total);
                    if (gain > (best == null ? LEAST_GAIN : best.gain)) {
                        best = new Cut(feature, bin, left, gain);
                    }
                }
            }
        }
        return best;
    }

    private double gain(Total total) {
        double curvature = total.curvature() + settings.regularization();
        return curvature > 0 ? total.slope() * total.slope() / curvature : 0;
    }

    /** The grown tree in preorder. */
    List<TreesModel.Node> nodes() {
        List<TreesModel.Node> nodes = new ArrayList<>();
        addTo(nodes, 0);
        return nodes;
    }

    private void addTo(List<TreesModel.Node> nodes, int at) {
        if (features[at] == NONE) {
            nodes.add(TreesModel.Node.leaf(values[at]));
        } else {
            nodes.add(new TreesModel.Node(features[at], bins.bounds()[features[at]][lastBinsLeft[at]]));
            addTo(nodes, children[at]);
            addTo(nodes, children[at] + 1);
        }
    }
}
