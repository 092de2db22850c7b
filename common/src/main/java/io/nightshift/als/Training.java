package io.nightshift.als;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * One side's vectors while ALS runs, held on the driver and broadcast to every half-step: at most the configured limit. A half-step is
 * one Spark job without a shuffle and leaves no lineage.
 */
final class Training {
    private final AlsSettings settings;
    private final JavaRDD<InteractionBlock> blocks;
    private final int[] offsets;
    private Broadcast<FactorTable> vectors;
    private double[] gram;
    private double cost;
    private double regularization;

    /** Starts from the first vectors. */
    Training(AlsSettings settings, JavaRDD<InteractionBlock> blocks, int[] offsets, Start start) {
        this.settings = settings;
        this.blocks = blocks;
        this.offsets = offsets;
        take(start.of(blocks, settings).collect());
    }

    /** Solves this side against the other one. */
    void solve(Training other) {
        AlsSettings constants = settings;
        double[] otherGram = other.gram;
        int[] starts = offsets;
        Broadcast<FactorTable> fixed = other.vectors;
        Broadcast<FactorTable> last = vectors;
        List<SolvedBlock> solved = blocks.mapPartitionsWithIndex(
                        (partition, parts) ->
                                new Solving(constants, otherGram, fixed, last, starts[partition]).over(parts),
                        true)
                .collect();
        last.destroy();
        take(solved);
    }

    private void take(List<SolvedBlock> solved) {
        List<FactorTable> tables = solved.stream().map(SolvedBlock::vectors).toList();
        vectors = JavaSparkContext.fromSparkContext(blocks.context()).broadcast(FactorTable.of(tables));
        gram = Gram.sum(solved.stream().map(SolvedBlock::gram).toList(), settings.rank());
        cost = solved.stream().mapToDouble(SolvedBlock::cost).sum();
        regularization =
                solved.stream().mapToDouble(SolvedBlock::regularization).sum();
    }

    /** This side's parts of the objective after its half-step: its pairs, all pairs, its own regularisation. */
    double cost() {
        return cost;
    }

    double regularization() {
        return regularization;
    }

    /** The vectors with their ids, as rows made on the executors. */
    FactorRows rows() {
        return FactorRows.of(blocks, offsets, vectors);
    }

    /** What a task needs, without the driver's state. */
    private record Solving(
            AlsSettings settings,
            double[] gram,
            Broadcast<FactorTable> fixed,
            Broadcast<FactorTable> last,
            int offset) {
        Iterator<SolvedBlock> over(Iterator<InteractionBlock> blocks) {
            BlockSolver.OwnVectors own = new BlockSolver.OwnVectors(last.value(), offset);
            InteractionBlock block = InteractionBlock.only(blocks);
            return List.of(BlockSolver.solve(settings, block, gram, fixed.value(), own))
                    .iterator();
        }
    }
}
