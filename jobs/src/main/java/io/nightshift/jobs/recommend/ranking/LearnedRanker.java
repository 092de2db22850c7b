package io.nightshift.jobs.recommend.ranking;

import io.nightshift.jobs.recommend.EarlierInputs;
import io.nightshift.jobs.recommend.Examples;
import io.nightshift.jobs.recommend.ListInputs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * A ranker with what it was learned from.
 *
 * @param ranker {@link Ranker#NONE} where there was too little to learn from
 * @param examples found of each kind; empty where there was no label window
 * @param contests how both sorts of models did on the latest window; empty unless the better one was to be found
 */
public record LearnedRanker(Ranker ranker, Map<Kind, Counts> examples, Map<Kind, Contest> contests) {
    private static final LearnedRanker NOTHING = new LearnedRanker(Ranker.NONE, Map.of(), Map.of());

    public LearnedRanker {
        examples = Map.copyOf(examples);
        contests = Map.copyOf(contests);
    }

    /** Examples by outcome. */
    public record Counts(long taken, long left) {}

    /** Average precision of both sorts of models, learned from the other windows, over the candidates of the latest window. */
    public record Contest(double logistic, double trees) {
        boolean treesAreBetter() {
            return trees > logistic;
        }
    }

    /**
     * Learns from the label windows that end by a date: for each, the models of the sources are fitted to what was known before it. A window
     * counts when at least as much history as its length precedes it.
     *
     * @param asOf the last day that the ranker may know of
     */
    public static LearnedRanker asOf(EarlierInputs earlier, LocalDate asOf) {
        RankingSettings settings = earlier.settings().ranking();
        List<LocalDate> dates = dates(earlier, asOf);
        List<Runnable> releases = new ArrayList<>();
        try {
            return dates.stream()
                    .map(date -> examples(earlier, date, releases))
                    .reduce(Dataset::unionByName)
                    .map(examples -> new RankerTraining(features(earlier), settings).fit(examples))
                    .orElse(NOTHING);
        } finally {
            releases.forEach(Runnable::run);
        }
    }

    /** The as-of dates that {@link #asOf} looks back at, the latest first; none when nothing is to be learned. */
    static List<LocalDate> dates(EarlierInputs earlier, LocalDate asOf) {
        RankingSettings settings = earlier.settings().ranking();
        if (settings.model() == RankingSettings.Model.OFF) {
            return List.of();
        }
        return earlier.firstDay()
                .map(first -> settings.asOfDates(asOf, first.plusDays(settings.labelDays() - 1L)))
                .orElse(List.of());
    }

    private static Dataset<Row> examples(EarlierInputs earlier, LocalDate date, List<Runnable> releases) {
        Dataset<Row> pairs = earlier.pairs(date).persist(StorageLevel.MEMORY_AND_DISK());
        releases.add(pairs::unpersist);
        ListInputs inputs = earlier.of(pairs, date);
        releases.add(inputs::close);
        Dataset<Row> taken = earlier.taken(date, earlier.settings().ranking().labelDays());
        return Examples.of(inputs, taken, earlier.settings(), earlier.seed());
    }

    private static Map<Kind, List<String>> features(EarlierInputs earlier) {
        return Arrays.stream(Kind.values())
                .collect(Collectors.toMap(
                        kind -> kind,
                        kind -> Examples.features(earlier.settings().sources().ofCandidates(), kind)));
    }
}
