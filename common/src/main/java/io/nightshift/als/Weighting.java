package io.nightshift.als;

/** How an interaction's weight becomes confidence, and what the regularisation of a vector is scaled by. */
public enum Weighting {
    /**
     * Confidence 1 + alpha |weight|; w0 counts for unobserved pairs; regularisation scaled by the vector's pairs (Hu, Koren, Volinsky
     * 2008). With w0 1 and exponent 1 it is Spark MLlib's objective.
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

    /** The regularisation of a vector with so many pairs against a side of so many vectors. */
    double lambda(AlsSettings settings, int pairs, int others) {
        double scale = this == MLLIB ? pairs : pairs + settings.unobservedWeight() * others;
        return settings.regularization() * Math.pow(scale, settings.regularizationExponent());
    }
}
