package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Grows boosted trees of the log loss by Newton steps over binned features (Friedman, "Greedy function approximation: a gradient boosting
 * machine", 2001; Chen and Guestrin, "XGBoost: a scalable tree boosting system", 2016; Ke et al., "LightGBM", 2017, for the bins and for
 * summing one of two children only), level by level rather than leaf by leaf, from all examples. Several fits grow side by side: each
 * reading of the examples, as many as a tree is deep, serves all of them. Sums are merged in the order of the partitions, so that trees
 * are bit-equal for the same examples in the same partitions.
 */
final class TreesTraining {
    /** About as many examples of each fit come to the driver, for bins. */
    private static final int SAMPLE = 20_000;

    /** Log odds are added up tree by tree from the examples on after so many trees, so that nothing depends on a longer chain. */
    private static final int CHAIN = 20;

    private final JavaRDD<ExampleBlock> blocks;
    private final TreesSettings settings;

    /** @param blocks the examples of all parts, persisted */
    TreesTraining(JavaRDD<ExampleBlock> blocks, TreesSettings settings) {
        this.blocks = blocks;
        this.settings = settings;
    }

    /**
     * The trees of each part.
     *
     * @param parts what each learns from, with examples of both outcomes; none shares an example with another
     * @param counted the sums of each part
     */
    List<TreesModel> fit(List<Part> parts, List<ExampleSums> counted) {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<FeatureBins> bins = bins(parts, counted);
        double[] start = counted.stream().mapToDouble(ExampleSums::logOdds).toArray();
        List<List<GrowingTree>> grown = grow(blocks.flatMap(block -> boosted(block, parts, bins, start)), bins);
        return IntStream.range(0, parts.size())
                .mapToObj(fit -> model(start[fit], grown.get(fit)))
                .toList();
    }

    private static Iterator<BoostedBlock> boosted(
            ExampleBlock block, List<Part> parts, List<FeatureBins> bins, double[] start) {
        return IntStream.range(0, parts.size())
                .filter(fit -> parts.get(fit).takes(block))
                .mapToObj(fit -> BoostedBlock.of(fit, block, bins.get(fit), start[fit]))
                .iterator();
    }

    private static TreesModel model(double start, List<GrowingTree> trees) {
        List<TreesModel.Node> nodes = new ArrayList<>(List.of(TreesModel.Node.leaf(start)));
        trees.forEach(tree -> nodes.addAll(tree.nodes()));
        return new TreesModel(nodes);
    }

    /** The trees of each fit. */
    private List<List<GrowingTree>> grow(JavaRDD<BoostedBlock> first, List<FeatureBins> bins) {
        List<List<GrowingTree>> grown = bins.stream()
                .map(each -> (List<GrowingTree>) new ArrayList<GrowingTree>())
                .toList();
        // The first, the former and the current ones at most.
        Deque<JavaRDD<BoostedBlock>> persisted =
                new ArrayDeque<>(List.of(first.persist(StorageLevel.MEMORY_AND_DISK())));
        try {
            growInto(grown, persisted, bins);
            return grown;
        } finally {
            persisted.forEach(JavaRDD::unpersist);
        }
    }

    private void growInto(
            List<List<GrowingTree>> grown, Deque<JavaRDD<BoostedBlock>> persisted, List<FeatureBins> bins) {
        JavaRDD<BoostedBlock> first = persisted.getFirst();
        for (int tree = 0; tree < settings.count(); tree++) {
            List<GrowingTree> trees =
                    bins.stream().map(each -> new GrowingTree(each, settings)).toList();
            while (trees.stream().anyMatch(each -> each.open() > 0)) {
                List<SplitSums> sums = summed(persisted.getLast(), trees, bins);
                for (int fit = 0; fit < sums.size(); fit++) {
                    if (trees.get(fit).open() > 0) {
                        trees.get(fit).advance(sums.get(fit));
                    }
                }
                // The reading has persisted the current ones.
                if (persisted.size() == 3) {
                    JavaRDD<BoostedBlock> current = persisted.removeLast();
                    persisted.removeLast().unpersist();
                    persisted.addLast(current);
                }
            }
            for (int fit = 0; fit < grown.size(); fit++) {
                grown.get(fit).add(trees.get(fit));
            }
            if (trees.stream().noneMatch(GrowingTree::isSplit)) {
                break;
            }
            boolean anew = (tree + 1) % CHAIN == 0;
            persisted.addLast(added(anew ? first : persisted.getLast(), anew ? grown : last(trees))
                    .persist(StorageLevel.MEMORY_AND_DISK()));
        }
    }

    private static List<List<GrowingTree>> last(List<GrowingTree> trees) {
        return trees.stream().map(List::of).toList();
    }

    private static JavaRDD<BoostedBlock> added(JavaRDD<BoostedBlock> blocks, List<List<GrowingTree>> trees) {
        List<List<GrowingTree>> sent = trees.stream().map(List::copyOf).toList();
        return blocks.map(block -> block.with(sent.get(block.fit())));
    }

    private static List<SplitSums> summed(
            JavaRDD<BoostedBlock> blocks, List<GrowingTree> trees, List<FeatureBins> bins) {
        List<SplitSums> all = nothing(trees, bins);
        blocks.mapPartitions(part -> {
                    List<SplitSums> sums = nothing(trees, bins);
                    part.forEachRemaining(block -> block.addTo(sums.get(block.fit()), trees.get(block.fit())));
                    return List.of(sums).iterator();
                })
                .collect()
                .forEach(part -> {
                    for (int fit = 0; fit < all.size(); fit++) {
                        all.get(fit).merge(part.get(fit));
                    }
                });
        return all;
    }

    private static List<SplitSums> nothing(List<GrowingTree> trees, List<FeatureBins> bins) {
        return IntStream.range(0, trees.size())
                .mapToObj(fit ->
                        new SplitSums(trees.get(fit).open(), bins.get(fit).width()))
                .toList();
    }

    private record Sampled(int fit, float[] features) implements Serializable {}

    /** By every n-th example of each part. */
    private List<FeatureBins> bins(List<Part> parts, List<ExampleSums> counted) {
        int[] steps = counted.stream()
                .mapToInt(sums -> (int) ((sums.taken() + sums.left()) / SAMPLE) + 1)
                .toArray();
        List<Sampled> sampled = blocks.mapPartitions(part -> {
                    int[] seen = new int[steps.length];
                    List<Sampled> sample = new ArrayList<>();
                    part.forEachRemaining(block -> {
                        for (int fit = 0; fit < steps.length; fit++) {
                            if (parts.get(fit).takes(block)) {
                                for (int row = 0; row < block.rows(); row++) {
                                    if (seen[fit]++ % steps[fit] == 0) {
                                        sample.add(new Sampled(fit, block.row(row)));
                                    }
                                }
                            }
                        }
                    });
                    return sample.iterator();
                })
                .collect();
        return IntStream.range(0, parts.size())
                .mapToObj(fit -> FeatureBins.of(
                        sampled.stream()
                                .filter(each -> each.fit == fit)
                                .map(Sampled::features)
                                .toList(),
                        parts.get(fit).width()))
                .toList();
    }
}
