package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.ranking.Kind;
import io.nightshift.jobs.recommend.ranking.Ranker;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Scores the candidates of one user after the other as {@link Scoring} says; not for several threads. */
final class CandidateScores {
    /** The constant of reciprocal rank fusion (Cormack, Clarke and Buettcher 2009). */
    static final int FUSION_CONSTANT = 60;

    private final Candidates candidates;
    private final Ranker ranker;
    private final CandidateFeatures features;

    CandidateScores(Candidates candidates, Ranker ranker) {
        this.candidates = candidates;
        this.ranker = ranker;
        this.features = new CandidateFeatures(candidates);
    }

    /** Turns to the user that the candidates are of. */
    void start() {
        if (ranker.isLearned()) {
            features.start();
        }
    }

    /** One score for each of some candidates; 0 or less where it should not be listed. */
    float[] of(Scoring scoring, int[] some) {
        if (scoring instanceof Blend blend) {
            return blended(blend, some);
        }
        if (scoring instanceof Scoring.OneSource alone) {
            int place = candidates.place(alone.source());
            return scores(some, c -> candidates.sourceScore(place, c));
        }
        if (scoring instanceof Scoring.Learned learned) {
            return ranker.isLearned() ? learned(some) : blended(learned.otherwise(), some);
        }
        return fused(some);
    }

    /** Weight x own value / the best value of them, for frequency, the vectors and linear links. */
    private float[] blended(Blend blend, int[] some) {
        int place = candidates.place(Source.LINEAR);
        float bestVector = 0;
        float bestFrequency = 0;
        float bestLinear = 0;
        for (int candidate : some) {
            bestVector = Math.max(bestVector, candidates.vectorScore(candidate));
            bestFrequency = Math.max(bestFrequency, candidates.frequency(candidate));
            bestLinear = Math.max(bestLinear, place < 0 ? 0 : candidates.sourceScore(place, candidate));
        }
        double perVector = bestVector > 0 ? blend.als() / bestVector : 0;
        double perFrequency = bestFrequency > 0 ? blend.repeat() / bestFrequency : 0;
        double perLinear = bestLinear > 0 ? blend.linear() / bestLinear : 0;
        return scores(
                some,
                c -> perFrequency * candidates.frequency(c)
                        + perVector * candidates.vectorScore(c)
                        + (perLinear > 0 ? perLinear * candidates.sourceScore(place, c) : 0));
    }

    private float[] learned(int[] some) {
        return scores(some, c -> ranker.model(candidates.isKnown(c) ? Kind.KNOWN : Kind.UNKNOWN)
                .map(model -> model.probability(features.of(c)))
                .orElse(0.0));
    }

    private float[] fused(int[] some) {
        float[] sums = new float[some.length];
        addRanks(some, sums, candidates::frequency);
        addRanks(some, sums, candidates::vectorScore);
        addRanks(some, sums, c -> candidates.catalogue().users()[candidates.item(c)]);
        for (int place = 0; place < candidates.scored().size(); place++) {
            int source = place;
            addRanks(some, sums, c -> candidates.sourceScore(source, c));
        }
        return sums;
    }

    /** Ranks by value descending, then item ascending; what a source says nothing for gets nothing from it. */
    private void addRanks(int[] some, float[] sums, IntToDoubleFunction value) {
        double[] values = IntStream.of(some).mapToDouble(value).toArray();
        int[] order = IntStream.range(0, some.length)
                .filter(i -> values[i] > 0)
                .boxed()
                .sorted((a, b) -> values[a] != values[b]
                        ? Double.compare(values[b], values[a])
                        : Integer.compare(candidates.item(some[a]), candidates.item(some[b])))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 1; rank <= order.length; rank++) {
            sums[order[rank - 1]] += 1f / (FUSION_CONSTANT + rank);
        }
    }

    private static float[] scores(int[] some, IntToDoubleFunction score) {
        float[] scores = new float[some.length];
        for (int i = 0; i < some.length; i++) {
            scores[i] = (float) score.applyAsDouble(some[i]);
        }
        return scores;
    }
}
