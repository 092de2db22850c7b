package io.nightshift.jobs.recommend.ranking;

import static org.apache.spark.sql.functions.col;

import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.LogisticFit;
import io.nightshift.logistic.LogisticSums;
import io.nightshift.logistic.Scaling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits the models of a ranker side by side, so that each reading of the examples serves every fit.
 *
 * <ol>
 *   <li>{@link ExampleBlock}s, persisted until the models are ready
 *   <li>{@link ExampleSums} of each model: one reading
 *   <li>{@link LogisticSums} of all fits that are not at their optimum yet, until none is left: six to ten readings
 *   <li>{@link OutcomesByLogOdds} of each model and its {@link IsotonicCurve}: one reading
 * </ol>
 *
 * Sums are taken in the order of the examples within a fixed number of partitions, and of the partitions: the models are bit-equal.
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
        List<Learning> kinds = Arrays.stream(Kind.values())
                .map(kind -> new Learning(kind, features.get(kind).size()))
                .toList();
        JavaRDD<ExampleBlock> blocks = blocks(examples).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<ExampleSums> found = summed(blocks, kinds, new Counting());
            List<Fit> fits = new ArrayList<>();
            for (int i = 0; i < kinds.size(); i++) {
                fits.add(new Fit(kinds.get(i), found.get(i), settings));
            }
            run(fits, blocks);
            return learned(fits, models(fits, blocks));
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

    /** What one model learns from. */
    private record Learning(Kind kind, int width) implements Serializable {
        boolean takes(ExampleBlock block) {
            return block.kind() == kind;
        }
    }

    /** A model on its way. */
    private static final class Fit {
        private final Learning learning;
        private final ExampleSums found;
        private final LogisticFit logistic;
        private final int least;

        Fit(Learning learning, ExampleSums found, RankingSettings settings) {
            this.learning = learning;
            this.found = found;
            this.logistic = new LogisticFit(found.scaling(), settings.regularization());
            this.least = settings.minExamples();
        }

        boolean canLearn() {
            return found.taken() >= least && found.left() >= least;
        }

        /** Whether the examples say that candidates of this kind are never taken. */
        boolean isNever() {
            return found.taken() == 0 && found.left() >= least;
        }

        Point point() {
            return new Point(learning, logistic.scaling(), logistic.weights());
        }
    }

    private static void run(List<Fit> fits, JavaRDD<ExampleBlock> blocks) {
        List<Fit> running = fits.stream().filter(Fit::canLearn).toList();
        while (!running.isEmpty()) {
            List<LogisticSums> sums =
                    summed(blocks, running.stream().map(Fit::point).toList(), new Sloping());
            for (int i = 0; i < running.size(); i++) {
                running.get(i).logistic.advance(sums.get(i));
            }
            running = running.stream().filter(fit -> !fit.logistic.done()).toList();
        }
    }

    /** One for each fit; those that cannot learn have one of no use. */
    private List<Ranker.Model> models(List<Fit> fits, JavaRDD<ExampleBlock> blocks) {
        List<Judged> judged = fits.stream()
                .map(fit -> new Judged(fit.learning, fit.logistic.logOdds()))
                .toList();
        List<OutcomesByLogOdds> outcomes = summed(blocks, judged, new Judging());
        List<Ranker.Model> models = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            Fit fit = fits.get(i);
            int least = (int) Math.max(LEAST_IN_STEP, LEAST_SHARE_IN_STEP * fit.found.taken());
            models.add(new Ranker.Model(
                    features.get(fit.learning.kind()),
                    judged.get(i).linear(),
                    fit.logistic.scaling(),
                    IsotonicCurve.fit(outcomes.get(i), least)));
        }
        return models;
    }

    /** No ranker unless every kind either has a model or is never taken. */
    private static LearnedRanker learned(List<Fit> fits, List<Ranker.Model> models) {
        Map<Kind, Ranker.Model> usable = new EnumMap<>(Kind.class);
        Map<Kind, LearnedRanker.Counts> counts = new EnumMap<>(Kind.class);
        for (int i = 0; i < fits.size(); i++) {
            Fit fit = fits.get(i);
            counts.put(fit.learning.kind(), new LearnedRanker.Counts(fit.found.taken(), fit.found.left()));
            if (fit.canLearn()) {
                usable.put(fit.learning.kind(), models.get(i));
            }
        }
        boolean isUsable = fits.stream().allMatch(fit -> fit.canLearn() || fit.isNever());
        return new LearnedRanker(isUsable ? new Ranker(usable) : Ranker.NONE, counts);
    }

    /** How one task's blocks add up. */
    private interface Summation<T, S> extends Serializable {
        S start(T task);

        void add(T task, ExampleBlock block, S sums);

        void merge(S sums, S part);
    }

    private static <T, S> List<S> summed(JavaRDD<ExampleBlock> blocks, List<T> tasks, Summation<T, S> how) {
        List<T> sent = List.copyOf(tasks);
        List<List<S>> parts = blocks.mapPartitions(part -> {
                    List<S> sums = sent.stream().map(how::start).toList();
                    part.forEachRemaining(block -> {
                        for (int i = 0; i < sums.size(); i++) {
                            how.add(sent.get(i), block, sums.get(i));
                        }
                    });
                    return List.of(sums).iterator();
                })
                .collect();
        List<S> all = tasks.stream().map(how::start).toList();
        parts.forEach(part -> {
            for (int i = 0; i < all.size(); i++) {
                how.merge(all.get(i), part.get(i));
            }
        });
        return all;
    }

    private static final class Counting implements Summation<Learning, ExampleSums> {
        private static final long serialVersionUID = 1;

        @Override
        public ExampleSums start(Learning task) {
            return new ExampleSums(task.width());
        }

        @Override
        public void add(Learning task, ExampleBlock block, ExampleSums sums) {
            if (task.takes(block)) {
                sums.add(block);
            }
        }

        @Override
        public void merge(ExampleSums sums, ExampleSums part) {
            sums.merge(part);
        }
    }

    /** Where a fit is to be summed. */
    private record Point(Learning learning, Scaling scaling, double[] weights) implements Serializable {}

    private static final class Sloping implements Summation<Point, LogisticSums> {
        private static final long serialVersionUID = 1;

        @Override
        public LogisticSums start(Point task) {
            return new LogisticSums(task.weights().length);
        }

        @Override
        public void add(Point task, ExampleBlock block, LogisticSums sums) {
            if (!task.learning().takes(block)) {
                return;
            }
            double[] x = new double[task.weights().length];
            for (int row = 0; row < block.rows(); row++) {
                block.copyRow(row, x);
                task.scaling().standardise(x);
                x[x.length - 1] = 1;
                sums.add(x, block.labels()[row], block.weights()[row], task.weights());
            }
        }

        @Override
        public void merge(LogisticSums sums, LogisticSums part) {
            sums.merge(part);
        }
    }

    /** What outcomes are counted by. */
    private record Judged(Learning learning, LogOdds linear) implements Serializable {}

    private static final class Judging implements Summation<Judged, OutcomesByLogOdds> {
        private static final long serialVersionUID = 1;

        @Override
        public OutcomesByLogOdds start(Judged task) {
            return new OutcomesByLogOdds();
        }

        @Override
        public void add(Judged task, ExampleBlock block, OutcomesByLogOdds sums) {
            if (!task.learning().takes(block)) {
                return;
            }
            double[] columns = new double[task.learning().width()];
            for (int row = 0; row < block.rows(); row++) {
                block.copyRow(row, columns);
                sums.add(task.linear().of(columns), block.labels()[row], block.weights()[row]);
            }
        }

        @Override
        public void merge(OutcomesByLogOdds sums, OutcomesByLogOdds part) {
            sums.merge(part);
        }
    }
}
