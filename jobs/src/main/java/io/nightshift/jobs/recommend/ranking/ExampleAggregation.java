package io.nightshift.jobs.recommend.ranking;

import io.nightshift.logistic.LogisticSums;
import io.nightshift.logistic.Scaling;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Sums over blocks of examples, for several parts of them in one reading; bit-equal, as partitions are merged in their order. */
final class ExampleAggregation {
    private ExampleAggregation() {}

    /** Counts and moments of each part. */
    static List<ExampleSums> counted(JavaRDD<ExampleBlock> blocks, List<Part> parts) {
        return summed(blocks, parts, new Counting());
    }

    /** Where a logistic fit is to be summed. */
    record Point(Part part, Scaling scaling, double[] weights) implements Serializable {}

    /** What each fit needs for its next step. */
    static List<LogisticSums> sloped(JavaRDD<ExampleBlock> blocks, List<Point> points) {
        return summed(blocks, points, new Sloping());
    }

    /** What outcomes are counted by. */
    record Judged(Part part, CandidateModel model) implements Serializable {}

    /** What became of the candidates by what each model says of them. */
    static List<OutcomesByLogOdds> outcomes(JavaRDD<ExampleBlock> blocks, List<Judged> judged) {
        return summed(blocks, judged, new Judging());
    }

    /** How one task's blocks add up. */
    private interface Summation<T, S> extends Serializable {
        S start(T task);

        void add(T task, ExampleBlock block, S sums);

        void merge(S sums, S part);
    }

    private static <T, S> List<S> summed(JavaRDD<ExampleBlock> blocks, List<T> tasks, Summation<T, S> how) {
        if (tasks.isEmpty()) {
            return List.of();
        }
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

    private static final class Counting implements Summation<Part, ExampleSums> {
        private static final long serialVersionUID = 1;

        @Override
        public ExampleSums start(Part task) {
            return new ExampleSums(task.width());
        }

        @Override
        public void add(Part task, ExampleBlock block, ExampleSums sums) {
            if (task.takes(block)) {
                sums.add(block);
            }
        }

        @Override
        public void merge(ExampleSums sums, ExampleSums part) {
            sums.merge(part);
        }
    }

    private static final class Sloping implements Summation<Point, LogisticSums> {
        private static final long serialVersionUID = 1;

        @Override
        public LogisticSums start(Point task) {
            return new LogisticSums(task.weights().length);
        }

        @Override
        public void add(Point task, ExampleBlock block, LogisticSums sums) {
            if (!task.part().takes(block)) {
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

    private static final class Judging implements Summation<Judged, OutcomesByLogOdds> {
        private static final long serialVersionUID = 1;

        @Override
        public OutcomesByLogOdds start(Judged task) {
            return new OutcomesByLogOdds();
        }

        @Override
        public void add(Judged task, ExampleBlock block, OutcomesByLogOdds sums) {
            if (!task.part().takes(block)) {
                return;
            }
            double[] columns = new double[task.part().width()];
            for (int row = 0; row < block.rows(); row++) {
                block.copyRow(row, columns);
                sums.add(task.model().logOdds(columns), block.labels()[row], block.weights()[row]);
            }
        }

        @Override
        public void merge(OutcomesByLogOdds sums, OutcomesByLogOdds part) {
            sums.merge(part);
        }
    }
}
