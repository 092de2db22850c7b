package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.UserHistory.Habit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the ranker looks at: for every candidate how the sources, the item and its category stand to the user, and for an item that the
 * user has a pair with how the user takes it. Counts and frequencies are logarithms, since a tenth purchase says less than a second.
 * Not for several threads.
 */
final class CandidateFeatures {
    private final Candidates candidates;
    private final Catalogue catalogue;
    private final float[] bestScores;
    private float bestVector;
    private float bestFrequency;
    private float totalRecent;
    private float[] sortedFrequencies = new float[0];
    private int sinceAny;

    CandidateFeatures(Candidates candidates) {
        this.candidates = candidates;
        this.catalogue = candidates.catalogue();
        this.bestScores = new float[candidates.scored().size()];
    }

    /** What is looked at of every candidate. */
    private enum ItemFeature {
        VECTORS((f, c) -> f.candidates.vectorScore(c)),
        VECTORS_SHARE((f, c) -> share(f.candidates.vectorScore(c), f.bestVector)),
        USERS((f, c) -> Math.log1p(f.catalogue.users()[f.item(c)])),
        USERS_LONGER((f, c) -> Math.log1p(f.catalogue.counts().longer()[f.item(c)])),
        TREND((f, c) ->
                ratio(f.catalogue.counts().recent()[f.item(c)], f.catalogue.users()[f.item(c)])),
        SEASON((f, c) ->
                ratio(f.catalogue.users()[f.item(c)], f.catalogue.counts().longer()[f.item(c)])),
        FADING((f, c) -> ratio(
                f.catalogue.counts().longer()[f.item(c)], f.catalogue.counts().ever()[f.item(c)])),
        REPEATERS((f, c) -> (f.catalogue.counts().repeaters()[f.item(c)] + 1.0)
                / (f.catalogue.counts().ever()[f.item(c)] + 4.0)),
        CATEGORY_FREQUENCY((f, c) -> log(f.candidates.categories().frequency(f.item(c)))),
        CATEGORY_RECENT((f, c) -> log(f.candidates.categories().recent(f.item(c)))),
        CATEGORY_SHARE((f, c) -> f.candidates.categories().share(f.item(c))),
        CATEGORY_SINCE((f, c) -> Math.log1p(f.candidates.categories().since(f.item(c)))),
        SHARE_OF_CATEGORY((f, c) -> Math.log(f.candidates.categories().itemShare(f.item(c)) + 0.001)),
        USER_PAIRS((f, c) -> Math.log1p(f.candidates.history().size())),
        USER_RECENT((f, c) -> Math.log1p(f.totalRecent)),
        USER_SINCE((f, c) -> Math.log1p(f.sinceAny));

        private final Measure measure;

        ItemFeature(Measure measure) {
            this.measure = measure;
        }
    }

    /** What is looked at when the user has a pair with the item; the candidate is the pair. */
    private enum PairFeature {
        FREQUENCY((f, c) -> log(f.candidates.history().frequency(c))),
        FREQUENCY_SQUARED((f, c) -> square(log(f.candidates.history().frequency(c)))),
        FREQUENCY_QUARTER((f, c) -> log(f.habit(c).quarter())),
        FREQUENCY_HALF((f, c) -> log(f.habit(c).half())),
        FREQUENCY_DOUBLE((f, c) -> log(f.habit(c).twice())),
        FREQUENCY_SHARE((f, c) -> share(f.candidates.history().frequency(c), f.bestFrequency)),
        FREQUENCY_RANK((f, c) -> f.frequencyRank(c)),
        WEIGHT((f, c) -> log(f.candidates.history().weight(c))),
        CONVERSIONS((f, c) -> Math.log1p(f.habit(c).conversions())),
        SINCE_LAST((f, c) -> Math.log1p(f.habit(c).sinceLast())),
        SINCE_LAST_SQUARED((f, c) -> square(Math.log1p(f.habit(c).sinceLast()))),
        SINCE_FIRST((f, c) -> Math.log1p(f.habit(c).sinceFirst())),
        DUE((f, c) -> due(f.habit(c))),
        DUE_SQUARED((f, c) -> square(due(f.habit(c)))),
        DUE_BY_FREQUENCY((f, c) -> due(f.habit(c)) * log(f.candidates.history().frequency(c))),
        HAS_INTERVAL((f, c) -> f.habit(c).hasInterval() ? 1 : 0),
        SHARE_IN_CATEGORY((f, c) -> share(
                f.candidates.history().frequency(c), f.candidates.categories().frequency(f.item(c)))),
        CONVERTED((f, c) -> f.candidates.history().isConverted(c) ? 1 : 0);

        private final Measure measure;

        PairFeature(Measure measure) {
            this.measure = measure;
        }
    }

    @FunctionalInterface
    private interface Measure {
        double of(CandidateFeatures features, int candidate);
    }

    /** The features of candidates without a pair, in order. */
    static List<String> unknownNames(List<Source> sources) {
        List<String> names = new ArrayList<>(names(ItemFeature.values()));
        sources.forEach(source -> names.addAll(List.of(source.id(), source.id() + "-share")));
        return List.copyOf(names);
    }

    /** The features of candidates with a pair, in order. */
    static List<String> knownNames(List<Source> sources) {
        return Stream.concat(unknownNames(sources).stream(), names(PairFeature.values()).stream())
                .toList();
    }

    private static List<String> names(Enum<?>[] features) {
        return Arrays.stream(features)
                .map(f -> f.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** Turns to the user that the candidates are of. */
    void start() {
        UserHistory history = candidates.history();
        bestVector = 0;
        bestFrequency = 0;
        totalRecent = 0;
        sinceAny = history.size() == 0 ? 0 : Integer.MAX_VALUE;
        Arrays.fill(bestScores, 0);
        for (int c = 0; c < candidates.size(); c++) {
            bestVector = Math.max(bestVector, candidates.vectorScore(c));
            for (int place = 0; place < bestScores.length; place++) {
                bestScores[place] = Math.max(bestScores[place], candidates.sourceScore(place, c));
            }
        }
        sortedFrequencies = new float[history.size()];
        for (int pair = 0; pair < history.size(); pair++) {
            sortedFrequencies[pair] = -history.frequency(pair);
            bestFrequency = Math.max(bestFrequency, history.frequency(pair));
            totalRecent += history.habit(pair).quarter();
            sinceAny = Math.min(sinceAny, history.habit(pair).sinceAny());
        }
        Arrays.sort(sortedFrequencies);
    }

    /** The features of a candidate, in the order of its names. */
    double[] of(int candidate) {
        int shared = ItemFeature.values().length + 2 * bestScores.length;
        double[] features = new double[candidates.isKnown(candidate) ? shared + PairFeature.values().length : shared];
        int at = 0;
        for (ItemFeature feature : ITEM_FEATURES) {
            features[at++] = feature.measure.of(this, candidate);
        }
        for (int place = 0; place < bestScores.length; place++) {
            float score = candidates.sourceScore(place, candidate);
            features[at++] = Math.signum(score) * Math.log1p(Math.abs(score));
            features[at++] = share(score, bestScores[place]);
        }
        if (candidates.isKnown(candidate)) {
            for (PairFeature feature : PAIR_FEATURES) {
                features[at++] = feature.measure.of(this, candidate);
            }
        }
        return features;
    }

    private static final ItemFeature[] ITEM_FEATURES = ItemFeature.values();
    private static final PairFeature[] PAIR_FEATURES = PairFeature.values();

    private int item(int candidate) {
        return candidates.item(candidate);
    }

    private Habit habit(int pair) {
        return candidates.history().habit(pair);
    }

    private double frequencyRank(int pair) {
        int at = Arrays.binarySearch(sortedFrequencies, -candidates.history().frequency(pair));
        while (at > 0 && sortedFrequencies[at - 1] == sortedFrequencies[at]) {
            at--;
        }
        return Math.log1p(at);
    }

    private static double due(Habit habit) {
        return habit.hasInterval() ? Math.log((habit.sinceLast() + 1.0) / (habit.interval() + 1.0)) : 0;
    }

    private static double square(double value) {
        return value * value;
    }

    private static double share(float value, float best) {
        return best > 0 ? value / best : 0;
    }

    private static double ratio(int part, int whole) {
        return Math.log((part + 1.0) / (whole + 1.0));
    }

    private static double log(float value) {
        return Math.log(value + 0.05);
    }
}
