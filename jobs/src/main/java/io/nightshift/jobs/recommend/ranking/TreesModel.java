package io.nightshift.jobs.recommend.ranking;

import java.util.ArrayList;
import java.util.List;

/** Boosted regression trees: the log odds are the sum over the trees of the leaf that the features lead to. */
public final class TreesModel implements CandidateModel {
    private static final long serialVersionUID = 1;

    private static final int LEAF = -1;

    private final int[] feature;
    private final double[] value;
    /** The right child of a split; the left one follows it. */
    private final int[] right;

    private final int[] roots;

    /**
     * Trees as one list, each in preorder: a split, all of its left side, all of its right side.
     *
     * @throws IllegalArgumentException when the list ends within a tree
     */
    TreesModel(List<Node> nodes) {
        feature = nodes.stream().mapToInt(Node::feature).toArray();
        value = nodes.stream().mapToDouble(Node::value).toArray();
        right = new int[feature.length];
        List<Integer> starts = new ArrayList<>();
        for (int at = 0; at < feature.length; at = end(at)) {
            starts.add(at);
        }
        roots = starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * A split or a leaf.
     *
     * @param feature the place of the feature that splits, or {@value TreesModel#LEAF} for a leaf
     * @param value of a split: up to it a candidate goes left, above it right; of a leaf: what it adds to the log odds
     */
    record Node(int feature, double value) {
        static Node leaf(double value) {
            return new Node(LEAF, value);
        }

        boolean isLeaf() {
            return feature == LEAF;
        }
    }

    /** Where the tree below a node ends; notes the right children on the way. */
    private int end(int at) {
        if (at >= feature.length) {
            throw new IllegalArgumentException(
                    "Cannot read trees: nodes=" + feature.length + ", expected both sides of every split; train again");
        }
        if (feature[at] == LEAF) {
            return at + 1;
        }
        right[at] = end(at + 1);
        return end(right[at]);
    }

    /** The nodes of all trees, in the order of the constructor. */
    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(feature.length);
        for (int at = 0; at < feature.length; at++) {
            nodes.add(new Node(feature[at], value[at]));
        }
        return nodes;
    }

    @Override
    public double logOdds(double[] features) {
        double sum = 0;
        for (int root : roots) {
            int at = root;
            while (feature[at] != LEAF) {
                at = features[feature[at]] <= value[at] ? at + 1 : right[at];
            }
            sum += value[at];
        }
        return sum;
    }
}
