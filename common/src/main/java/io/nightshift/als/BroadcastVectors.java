package io.nightshift.als;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A side of limited size: held on the driver and broadcast, so that a half-step is one job without a shuffle and leaves no lineage. */
final class BroadcastVectors implements SideVectors {
    private final Side side;
    private final Broadcast<FactorTable> table;
    private final BlockSums sums;

    BroadcastVectors(Side side, JavaRDD<SolvedBlock> solved) {
        List<SolvedBlock> collected = solved.collect();
        this.side = side;
        this.table = JavaSparkContext.fromSparkContext(solved.context())
                .broadcast(FactorTable.of(
                        collected.stream().map(SolvedBlock::vectors).toList()));
        this.sums = BlockSums.of(collected, side.rank());
    }

    @Override
    public JavaRDD<Meeting> meeting() {
        Broadcast<FactorTable> values = table;
        return side.opposite().map(block -> new Meeting(block, values.value()));
    }

    @Override
    public JavaRDD<BlockSolver.OwnVectors> own() {
        return own(JavaSparkContext.fromSparkContext(side.blocks().context()), side.offsets(), table);
    }

    /** One element for each block, to be zipped with anything cut into the same blocks. */
    static JavaRDD<BlockSolver.OwnVectors> own(JavaSparkContext context, int[] offsets, Broadcast<FactorTable> values) {
        List<Integer> starts =
                Arrays.stream(offsets, 0, offsets.length - 1).boxed().toList();
        return context.parallelize(starts, starts.size())
                .map(start -> new BlockSolver.OwnVectors(values.value(), start));
    }

    @Override
    public SideVectors next(JavaRDD<SolvedBlock> solved) {
        return new BroadcastVectors(side, solved);
    }

    @Override
    public void retire(SideVectors opposite) {
        if (opposite instanceof BlockVectors) {
            table.unpersist();
        } else {
            table.destroy();
        }
    }

    @Override
    public BlockSums sums() {
        return sums;
    }

    @Override
    public FactorRows rows() {
        return BroadcastRows.of(side.blocks(), side.offsets(), table);
    }

    @Override
    public void close() {
        table.destroy();
    }
}
