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
        return summed(
                blocks,
                parts,
                new Summation<>(
                        part -> part,
                        part -> new ExampleSums(part.width()),
                        (part, block, sums) -> sums.add(block),
                        ExampleSums::merge));
    }

    /** Where a logistic fit is to be summed. */
    record Point(Part part, Scaling scaling, double[] weights) implements Serializable {
        private void add(ExampleBlock block, LogisticSums sums) {
            double[] x = new double[weights.length];
            for (int row = 0; row < block.rows(); row++) {
                block.copyRow(row, x);
                scaling.standardise(x);
                x[x.length - 1] = 1;
                sums.add(x, block.labels()[row], block.weights()[row], weights);
            }
        }
    }

    /** What each fit needs for its next step. */
    static List<LogisticSums> sloped(JavaRDD<ExampleBlock> blocks, List<Point> points) {
        return summed(
                blocks,
                points,
                new Summation<>(
                        Point::part, point -> new LogisticSums(point.weights.length), Point::add, LogisticSums::merge));
    }

    /** What outcomes are counted by. */
    record Judged(Part part, CandidateModel model) implements Serializable {
        private void add(ExampleBlock block, OutcomesByLogOdds sums) {
            double[] columns = new double[part.width()];
            for (int row = 0; row < block.rows(); row++) {
                block.copyRow(row, columns);
                sums.add(model.logOdds(columns), block.labels()[row], block.weights()[row]);
            }
        }
    }

    /** What became of the candidates by what each model says of them. */
    static List<OutcomesByLogOdds> outcomes(JavaRDD<ExampleBlock> blocks, List<Judged> judged) {
        return summed(
                blocks,
                judged,
                new Summation<>(Judged::part, each -> new OutcomesByLogOdds(), Judged::add, OutcomesByLogOdds::merge));
    }

    private interface Getting<T, R> extends Serializable {
        R of(T task);
    }

    private interface Adding<T, S> extends Serializable {
        void add(T task, ExampleBlock block, S sums);
    }

    private interface Merging<S> extends Serializable {
        void merge(S sums, S part);
    }

    /**
     * How one task's blocks add up.
     *
     * @param part which of the blocks
     * @param start sums of nothing
     */
    private record Summation<T, S>(Getting<T, Part> part, Getting<T, S> start, Adding<T, S> add, Merging<S> merge)
            implements Serializable {}

    private static <T, S> List<S> summed(JavaRDD<ExampleBlock> blocks, List<T> tasks, Summation<T, S> how) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        List<T> sent = List.copyOf(tasks);
        List<List<S>> parts = blocks.mapPartitions(part -> {
                    List<S> sums = sent.stream().map(how.start::of).toList();
                    part.forEachRemaining(block -> {
                        for (int i = 0; i < sums.size(); i++) {
                            if (how.part.of(sent.get(i)).takes(block)) {
                                how.add.add(sent.get(i), block, sums.get(i));
                            }
                        }
                    });
                    return List.of(sums).iterator();
                })
                .collect();
        List<S> all = tasks.stream().map(how.start::of).toList();
        parts.forEach(part -> {
            for (int i = 0; i < all.size(); i++) {
                how.merge.merge(all.get(i), part.get(i));
            }
        });
        return all;
    }
}
