package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;
import java.util.List;

/**
 * The examples that one model looks at.
 *
 * @param kind what they are of
 * @param features the names of their features, in order
 * @param from the earliest as-of date, days since 1970-01-01
 * @param before the first as-of date that is not among them
 */
record Part(Kind kind, List<String> features, long from, long before) implements Serializable {
    Part {
        features = List.copyOf(features);
    }

    /** All examples of a kind. */
    static Part of(Kind kind, List<String> features) {
        return new Part(kind, features, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Those of the label windows before one. */
    Part before(long asOf) {
        return new Part(kind, features, from, asOf);
    }

    /** Those of a label window and later ones. */
    Part from(long asOf) {
        return new Part(kind, features, asOf, before);
    }

    int width() {
        return features.size();
    }

    boolean takes(ExampleBlock block) {
        return block.kind() == kind && block.asOf() >= from && block.asOf() < before;
    }
}
