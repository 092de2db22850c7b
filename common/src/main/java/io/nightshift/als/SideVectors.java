package io.nightshift.als;

import org.apache.spark.api.java.JavaRDD;

/** One side's vectors between two half-steps: where they are, and how they reach the blocks that are solved against them. */
sealed interface SideVectors extends AutoCloseable permits BroadcastVectors, BlockVectors {
    /** The principal axes of these vectors. */
    Axes axes();

    /** The other side's blocks, each with this side's vectors that it names, along the axes. */
    JavaRDD<Meeting> meeting();

    /** The vectors of each block of this side. */
    JavaRDD<BlockSolver.OwnVectors> own();

    /** Keeps a new half-step of this side and frees these; what the opposite side may need to make lost vectors again stays in reach. */
    SideVectors next(JavaRDD<SolvedBlock> solved, SideVectors opposite);

    /** What the driver knows of each block. */
    BlockSums sums();

    /** Ids and vectors, for as long as a model lives; the rest is freed, but what the opposite side may need. */
    FactorRows rows(SideVectors opposite);

    /** Frees what no rows were made of. */
    @Override
    void close();

    /**
     * A block and the vectors that its pairs name.
     *
     * @param block its pairs, the other side by place in {@code others}
     * @param others the vectors, along their side's axes
     */
    record Meeting(InteractionBlock block, FactorTable others) {}
}
