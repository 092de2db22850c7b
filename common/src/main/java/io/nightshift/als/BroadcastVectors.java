package io.nightshift.als;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A side of limited size: held on the driver and broadcast along its axes, so that a half-step is one job without a shuffle and leaves no
 * lineage. As they were solved, the vectors are broadcast only where somebody starts from them.
 */
final class BroadcastVectors implements SideVectors {
    private final Side side;
    private final BlockSums sums;
    private final Axes axes;
    private final Broadcast<FactorTable> turned;
    private final List<Broadcast<FactorTable>> plain = new ArrayList<>(1);
    /** As they were solved; null once they are freed. */
    private FactorTable table;

    BroadcastVectors(Side side, JavaRDD<SolvedBlock> solved) {
        this(side, solved.collect());
    }

    private BroadcastVectors(Side side, List<SolvedBlock> collected) {
        this.side = side;
        this.sums = BlockSums.of(collected, side.rank());
        this.axes = Axes.of(sums.gram(), side.rank());
        this.table = FactorTable.of(collected.stream().map(SolvedBlock::vectors).toList());
        this.turned = context().broadcast(axes.turned(table));
    }

    @Override
    public Axes axes() {
        return axes;
    }

    @Override
    public JavaRDD<Meeting> meeting() {
        Broadcast<FactorTable> values = turned;
        return side.opposite().map(block -> new Meeting(block, values.value()));
    }

    @Override
    public JavaRDD<BlockSolver.OwnVectors> own() {
        return own(context(), side.offsets(), plain());
    }

    /** One element for each block, to be zipped with anything cut into the same blocks. */
    static JavaRDD<BlockSolver.OwnVectors> own(JavaSparkContext context, int[] offsets, Broadcast<FactorTable> values) {
        List<Integer> starts =
                Arrays.stream(offsets, 0, offsets.length - 1).boxed().toList();
        return context.parallelize(starts, starts.size())
                .map(start -> new BlockSolver.OwnVectors(values.value(), start));
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(side.blocks().context());
    }

    private Broadcast<FactorTable> plain() {
        if (plain.isEmpty()) {
            plain.add(context().broadcast(table));
        }
        return plain.get(0);
    }

    /** These are freed before the next ones are put together, since a side may be a good part of the memory. */
    @Override
    public SideVectors next(JavaRDD<SolvedBlock> solved, SideVectors opposite) {
        List<SolvedBlock> collected = solved.collect();
        table = null;
        free(turned, opposite);
        plain.forEach(vectors -> free(vectors, opposite));
        return new BroadcastVectors(side, collected);
    }

    /** Blocks of the opposite side that stay on the executors may have to be made again from what they met. */
    private static void free(Broadcast<FactorTable> vectors, SideVectors opposite) {
        if (opposite instanceof BlockVectors) {
            vectors.unpersist();
        } else {
            vectors.destroy();
        }
    }

    @Override
    public BlockSums sums() {
        return sums;
    }

    @Override
    public FactorRows rows(SideVectors opposite) {
        FactorRows rows = BroadcastRows.of(side.blocks(), side.offsets(), plain());
        free(turned, opposite);
        return rows;
    }

    @Override
    public void close() {
        if (table != null) {
            turned.destroy();
            plain.forEach(Broadcast::destroy);
        }
    }
}
