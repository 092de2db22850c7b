package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says how likely a user takes an item within the days of a label window, given that the user takes anything.
 *
 * @param models one for each kind; none for a kind of which nobody took any; no model at all where nothing could be learned
 */
public record Ranker(Map<Kind, Model> models) implements Serializable {
    /** Nothing learned. */
    public static final Ranker NONE = new Ranker(Map.of());

    public Ranker {
        models = Map.copyOf(models);
    }

    /** Whether anything could be learned. */
    public boolean isLearned() {
        return !models.isEmpty();
    }

    /** The model of a kind; empty when items of this kind are never taken. */
    public Optional<Model> model(Kind kind) {
        return Optional.ofNullable(models.get(kind));
    }

    /**
     * The model of one kind.
     *
     * @param features the names of its features, in order
     * @param candidates its log odds
     * @param curve what the outcomes made of the log odds
     */
    public record Model(List<String> features, CandidateModel candidates, IsotonicCurve curve) implements Serializable {
        /** The probability, in (0, 1). */
        public double probability(double[] values) {
            return 1 / (1 + Math.exp(-curve.of(candidates.logOdds(values))));
        }
    }
}
