package io.nightshift.jobs.recommend.ranking;

import static org.apache.spark.sql.functions.col;

import io.nightshift.jobs.recommend.ranking.ExampleAggregation.Judged;
import io.nightshift.jobs.recommend.ranking.LearnedRanker.Contest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits the models of a ranker.
 *
 * <ol>
 *   <li>{@link ExampleBlock}s, persisted until the models are ready
 *   <li>{@link ExampleSums} of each kind: one reading
 *   <li>with {@code auto}: both sorts of models of the windows before the latest, and how well each puts the taken candidates of the
 *       latest window first ({@link OutcomesByLogOdds#averagePrecision})
 *   <li>the models of all windows by {@link LogisticTraining} or {@link TreesTraining}
 *   <li>{@link OutcomesByLogOdds} of each model and its {@link IsotonicCurve}: one reading
 * </ol>
 *
 * Sums are taken in the order of the examples within a fixed number of partitions, and of the partitions: models are bit-equal.
 */
final class RankerTraining {
    private static final int PARTITIONS = 16;

    /** A step of the isotonic curve has at least this many taken candidates, and this share of all of them. */
    private static final int LEAST_IN_STEP = 20;

    private static final double LEAST_SHARE_IN_STEP = 0.01;

    private final Map<Kind, List<String>> features;
    private final RankingSettings settings;

    /** @param features the names of each kind's features, in the order of the examples */
    RankerTraining(Map<Kind, List<String>> features, RankingSettings settings) {
        this.features = Map.copyOf(features);
        this.settings = settings;
    }

    /**
     * Fits a ranker.
     *
     * @param examples rows of {@link ExampleRows#SCHEMA}
     */
    LearnedRanker fit(Dataset<Row> examples) {
        JavaRDD<ExampleBlock> blocks = blocks(examples).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<Counted> kinds = counted(
                    blocks,
                    Arrays.stream(Kind.values())
                            .map(kind -> Part.of(kind, features.get(kind)))
                            .toList());
            Map<Kind, LearnedRanker.Counts> counts = new EnumMap<>(Kind.class);
            kinds.forEach(kind ->
                    counts.put(kind.part.kind(), new LearnedRanker.Counts(kind.found.taken(), kind.found.left())));
            if (!kinds.stream().allMatch(kind -> canLearn(kind) || isNever(kind))) {
                return new LearnedRanker(Ranker.NONE, counts, Map.of());
            }
            List<Counted> learnable = kinds.stream().filter(this::canLearn).toList();
            TreesTraining trees = new TreesTraining(blocks, settings.trees());
            Map<Kind, Contest> contests =
                    settings.model() == RankingSettings.Model.AUTO ? contests(blocks, learnable, trees) : Map.of();
            return new LearnedRanker(ranker(blocks, learnable, contests, trees), counts, contests);
        } finally {
            blocks.unpersist();
        }
    }

    private static JavaRDD<ExampleBlock> blocks(Dataset<Row> examples) {
        return examples.repartition(PARTITIONS, col(ExampleRows.USER))
                .sortWithinPartitions(ExampleRows.KIND, ExampleRows.AS_OF, ExampleRows.USER, ExampleRows.ITEM)
                .select(
                        ExampleBlock.COLUMNS[0],
                        Arrays.copyOfRange(ExampleBlock.COLUMNS, 1, ExampleBlock.COLUMNS.length))
                .javaRDD()
                .mapPartitions(ExampleBlock::pack);
    }

    /** Some examples and what was found of them. */
    private record Counted(Part part, ExampleSums found) {}

    private static List<Counted> counted(JavaRDD<ExampleBlock> blocks, List<Part> parts) {
        List<ExampleSums> found = ExampleAggregation.counted(blocks, parts);
        return IntStream.range(0, parts.size())
                .mapToObj(i -> new Counted(parts.get(i), found.get(i)))
                .toList();
    }

    private boolean canLearn(Counted counted) {
        return counted.found.taken() >= settings.minExamples() && counted.found.left() >= settings.minExamples();
    }

    /** Whether the examples say that candidates of this kind are never taken. */
    private boolean isNever(Counted counted) {
        return counted.found.taken() == 0 && counted.found.left() >= settings.minExamples();
    }

    /** How both sorts of models, fitted to the windows before the latest, do on the latest; none for a kind with too few before it. */
    private Map<Kind, Contest> contests(JavaRDD<ExampleBlock> blocks, List<Counted> kinds, TreesTraining trees) {
        long latest =
                kinds.stream().mapToLong(kind -> kind.found.latest()).max().orElse(Long.MIN_VALUE);
        List<Counted> earlier = counted(
                        blocks,
                        kinds.stream().map(kind -> kind.part.before(latest)).toList())
                .stream()
                .filter(this::canLearn)
                .toList();
        List<Judged> judged = new ArrayList<>();
        List<LinearModel> linear = linear(blocks, earlier);
        List<TreesModel> grown = trees.fit(parts(earlier), found(earlier));
        for (int i = 0; i < earlier.size(); i++) {
            Part part = earlier.get(i).part;
            Part held = Part.of(part.kind(), part.features()).from(latest);
            judged.add(new Judged(held, linear.get(i)));
            judged.add(new Judged(held, grown.get(i)));
        }
        List<OutcomesByLogOdds> outcomes = ExampleAggregation.outcomes(blocks, judged);
        Map<Kind, Contest> contests = new EnumMap<>(Kind.class);
        for (int i = 0; i < earlier.size(); i++) {
            contests.put(
                    earlier.get(i).part.kind(),
                    new Contest(
                            outcomes.get(2 * i).averagePrecision(),
                            outcomes.get(2 * i + 1).averagePrecision()));
        }
        return contests;
    }

    private Ranker ranker(
            JavaRDD<ExampleBlock> blocks, List<Counted> kinds, Map<Kind, Contest> contests, TreesTraining trees) {
        List<Counted> byTrees = kinds.stream()
                .filter(kind -> settings.model() == RankingSettings.Model.TREES
                        || contests.containsKey(kind.part.kind())
                                && contests.get(kind.part.kind()).treesAreBetter())
                .toList();
        List<Counted> byLines =
                kinds.stream().filter(kind -> !byTrees.contains(kind)).toList();
        Map<Kind, CandidateModel> fitted = new EnumMap<>(Kind.class);
        putAll(fitted, byTrees, trees.fit(parts(byTrees), found(byTrees)));
        putAll(fitted, byLines, linear(blocks, byLines));
        List<Judged> judged = kinds.stream()
                .map(kind -> new Judged(kind.part, fitted.get(kind.part.kind())))
                .toList();
        List<OutcomesByLogOdds> outcomes = ExampleAggregation.outcomes(blocks, judged);
        Map<Kind, Ranker.Model> models = new EnumMap<>(Kind.class);
        for (int i = 0; i < kinds.size(); i++) {
            int least = (int) Math.max(
                    LEAST_IN_STEP, LEAST_SHARE_IN_STEP * kinds.get(i).found.taken());
            Part part = kinds.get(i).part;
            models.put(
                    part.kind(),
                    new Ranker.Model(
                            part.features(), judged.get(i).model(), IsotonicCurve.fit(outcomes.get(i), least)));
        }
        return new Ranker(models);
    }

    private static void putAll(
            Map<Kind, CandidateModel> fitted, List<Counted> kinds, List<? extends CandidateModel> models) {
        for (int i = 0; i < kinds.size(); i++) {
            fitted.put(kinds.get(i).part.kind(), models.get(i));
        }
    }

    private List<LinearModel> linear(JavaRDD<ExampleBlock> blocks, List<Counted> counted) {
        return LogisticTraining.fit(blocks, parts(counted), found(counted), settings.regularization());
    }

    private static List<Part> parts(List<Counted> counted) {
        return counted.stream().map(Counted::part).toList();
    }

    private static List<ExampleSums> found(List<Counted> counted) {
        return counted.stream().map(Counted::found).toList();
    }
}
