package io.nightshift.als;

import io.nightshift.errors.InputBadException;

/** How an interaction's weight becomes confidence, and what the regularisation of a vector is scaled by. */
public enum Weighting {
    /**
     * Confidence 1 + alpha |weight|; w0 counts for unobserved pairs; regularisation scaled by the vector's pairs with a weight above 0
     * (Hu, Koren, Volinsky 2008). With w0 1 and exponent 1 it is Spark MLlib's objective.
     */
    MLLIB,
    /**
     * Confidence alpha |weight|; w0 counts for all pairs, observed ones too; regularisation scaled by the vector's pairs plus w0 x the
     * size of the other side (Rendle et al. 2022). A single event then says little more than none, and repeats say much.
     */
    ALL_PAIRS;

    /** The confidence c of a pair. */
    double confidence(AlsSettings settings, float weight) {
        double share = settings.alpha() * Math.abs(weight);
        return this == MLLIB ? 1 + share : share;
    }

    /** What a pair adds to the matrix beyond w0 x (y y^T) of all pairs; at least 0. */
    double extra(AlsSettings settings, float weight) {
        double confidence = confidence(settings, weight);
        return this == MLLIB ? confidence - settings.unobservedWeight() : confidence;
    }

    /** The pairs of a row that its regularisation is scaled by; at most all. */
    int scalingPairs(InteractionBlock block, int row) {
        return this == MLLIB ? block.positive(row) : block.starts()[row + 1] - block.starts()[row];
    }

    /** The regularisation of a vector with so many pairs that count against a side of so many vectors. */
    double lambda(AlsSettings settings, int pairs, int others) {
        double scale = this == MLLIB ? pairs : pairs + settings.unobservedWeight() * others;
        return settings.regularization() * Math.pow(scale, settings.regularizationExponent());
    }

    /** 2^24, up to which a float tells a whole number from the next: beyond, a row's other pairs are lost in its sums. */
    private static final double LARGEST_CONFIDENCE = 1 << 24;

    /**
     * Checks a block before it is solved.
     *
     * @throws InputBadException when a pair's confidence is too large for sums of floats
     */
    static void check(AlsSettings settings, InteractionBlock block) {
        for (int row = 0; row < block.rows(); row++) {
            for (int k = block.starts()[row]; k < block.starts()[row + 1]; k++) {
                if (settings.alpha() * Math.abs((double) block.weights()[k]) > LARGEST_CONFIDENCE) {
                    throw new InputBadException(
                            "Cannot fit ALS: weight=" + block.weights()[k] + " of id " + block.ids()[row]
                                    + " with alpha=" + settings.alpha()
                                    + ", expected alpha x weight of at most 16777216 (2^24);"
                                    + " cap or damp the weights, or lower alpha");
                }
            }
        }
    }
}
