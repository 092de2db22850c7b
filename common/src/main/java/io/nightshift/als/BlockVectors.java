package io.nightshift.als;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * A side of any size: its vectors stay on the executors, in memory and on disk where memory ends, and reach the other side's blocks by
 * an {@link Exchange}. The driver sees sums only. A half-step's vectors are held until the next ones are complete; after a lost
 * executor they are made again from the shuffles before, to the same bits. Where the context has a checkpoint directory every
 * {@value #CHECKPOINT}th half-step is written there, which bounds lineage and shuffle files; without one they last as long as the fit.
 */
final class BlockVectors implements SideVectors {
    private static final int CHECKPOINT = 5;

    private final Side side;
    private final Exchange exchange;
    private final JavaRDD<SolvedBlock> solved;
    private final int step;
    private final BlockSums sums;
    private final Axes axes;

    BlockVectors(Side side, Exchange exchange, JavaRDD<SolvedBlock> solved, int step) {
        this.side = side;
        this.exchange = exchange;
        this.solved = solved;
        this.step = step;
        solved.persist(StorageLevel.MEMORY_AND_DISK());
        if (step % CHECKPOINT == 0 && solved.context().getCheckpointDir().isDefined()) {
            solved.checkpoint();
        }
        try {
            this.sums = BlockSums.of(solved.map(SolvedBlock::withoutVectors).collect(), side.rank());
            this.axes = Axes.of(sums.gram(), side.rank());
        } catch (Exception failed) { // Scala throws checked exceptions that no signature names
            solved.unpersist(false);
            throw failed;
        }
    }

    @Override
    public Axes axes() {
        return axes;
    }

    @Override
    public JavaRDD<Meeting> meeting() {
        Axes along = axes;
        return exchange.deliver(solved.map(block -> along.turned(block.vectors())), side.rank());
    }

    @Override
    public JavaRDD<BlockSolver.OwnVectors> own() {
        return solved.map(block -> new BlockSolver.OwnVectors(block.vectors(), 0));
    }

    @Override
    public SideVectors next(JavaRDD<SolvedBlock> later, SideVectors opposite) {
        SideVectors next = new BlockVectors(side, exchange, later, step + 1);
        solved.unpersist(false);
        return next;
    }

    @Override
    public BlockSums sums() {
        return sums;
    }

    @Override
    public FactorRows rows(SideVectors opposite) {
        JavaRDD<BlockRows.Part> parts = side.blocks()
                .zipPartitions(solved, (blocks, vectors) -> List.of(new BlockRows.Part(
                                InteractionBlock.only(blocks).ids(),
                                vectors.next().vectors()))
                        .iterator());
        parts.persist(StorageLevel.MEMORY_AND_DISK());
        parts.count();
        close();
        return new BlockRows(parts);
    }

    @Override
    public void close() {
        solved.unpersist(false);
        exchange.close();
    }
}
