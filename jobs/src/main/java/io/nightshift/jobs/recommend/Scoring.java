package io.nightshift.jobs.recommend;

import java.io.Serializable;

/** How the candidates of a list are scored. */
public sealed interface Scoring extends Serializable permits Blend, Scoring.OneSource, Scoring.Fusion, Scoring.Learned {
    /**
     * One source alone, of those in {@link SourceSettings#ofCandidates}.
     *
     * @param source the source
     */
    record OneSource(Source source) implements Scoring {}

    /** Reciprocal rank fusion: the sum over the sources of 1 / (60 + rank), none of them weighed or tuned. */
    record Fusion() implements Scoring {}

    /** The learned ranker; where none could be learned, what the blend says. */
    record Learned(Blend otherwise) implements Scoring {}

    /** Whether a row of an item that the user bought before stands there for that. */
    default boolean looksAtRepeats() {
        return !(this instanceof OneSource) && !(this instanceof Blend blend && blend.repeat() == 0);
    }
}
