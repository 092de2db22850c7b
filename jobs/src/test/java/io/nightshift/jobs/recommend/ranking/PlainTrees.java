package io.nightshift.jobs.recommend.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The slow twin of {@link TreesTraining}: sums every side of every split over all rows, in double, without bins. */
final class PlainTrees {
    private final TreesSettings settings;
    private final int width;
    private final List<Example> examples = new ArrayList<>();
    private final List<ToDoubleFunction<double[]>> trees = new ArrayList<>();

    private static final class Example {
        private final double[] x;
        private final double label;
        private final double weight;
        private double logOdds;

        Example(double[] x, double label, double weight) {
            this.x = x;
            this.label = label;
            this.weight = weight;
        }

        double probability() {
            return 1 / (1 + Math.exp(-logOdds));
        }

        double slope() {
            return weight * (label - probability());
        }

        double curvature() {
            return weight * probability() * (1 - probability());
        }
    }

    PlainTrees(TreesSettings settings, List<ExampleBlock> blocks, int width) {
        this.settings = settings;
        this.width = width;
        for (ExampleBlock block : blocks) {
            for (int row = 0; row < block.rows(); row++) {
                double[] x = new double[width];
                block.copyRow(row, x);
                examples.add(new Example(x, block.labels()[row], block.weights()[row]));
            }
        }
        double taken = examples.stream().mapToDouble(e -> e.weight * e.label).sum();
        double all = examples.stream().mapToDouble(e -> e.weight).sum();
        add(x -> Math.log(taken / (all - taken)));
        for (int tree = 0; tree < settings.count(); tree++) {
            add(grow(examples, 0));
        }
    }

    double logOdds(double[] x) {
        return trees.stream().mapToDouble(tree -> tree.applyAsDouble(x)).sum();
    }

    private void add(ToDoubleFunction<double[]> tree) {
        trees.add(tree);
        examples.forEach(example -> example.logOdds += tree.applyAsDouble(example.x));
    }

    private ToDoubleFunction<double[]> grow(List<Example> some, int level) {
        double best = 1e-9;
        int bestFeature = -1;
        double bestBound = 0;
        for (int feature = 0; level < settings.depth() && feature < width; feature++) {
            int at = feature;
            double[] values = examples.stream()
                    .mapToDouble(e -> e.x[at])
                    .sorted()
                    .distinct()
                    .toArray();
            for (int i = 1; i < values.length; i++) {
                double bound = (values[i - 1] + values[i]) / 2;
                List<Example> left = part(some, e -> e.x[at] <= bound);
                List<Example> right = part(some, e -> e.x[at] > bound);
                if (Math.min(left.size(), right.size()) >= settings.minExamples()) {
                    double gain = gain(left) + gain(right) - gain(some);
                    if (gain > best + 1e-9) {
                        best = gain;
                        bestFeature = feature;
                        bestBound = bound;
                    }
                }
            }
        }
        if (bestFeature < 0) {
            double value = settings.learningRate() * slope(some) / curvature(some);
            return x -> value;
        }
        int feature = bestFeature;
        double bound = bestBound;
        ToDoubleFunction<double[]> left = grow(part(some, e -> e.x[feature] <= bound), level + 1);
        ToDoubleFunction<double[]> right = grow(part(some, e -> e.x[feature] > bound), level + 1);
        return x -> x[feature] <= bound ? left.applyAsDouble(x) : right.applyAsDouble(x);
    }

    private static List<Example> part(List<Example> some, Predicate<Example> which) {
        return some.stream().filter(which).toList();
    }

    private double gain(List<Example> some) {
        return Math.pow(slope(some), 2) / curvature(some);
    }

    private static double slope(List<Example> some) {
        return some.stream().mapToDouble(Example::slope).sum();
    }

    private double curvature(List<Example> some) {
        return some.stream().mapToDouble(Example::curvature).sum() + settings.regularization();
    }
}
