package io.nightshift.als;

import java.util.List;

/**
 * Sums over one side's vectors after its half-step.
 *
 * @param gram the sum of their outer products, packed
 * @param cost the sum of their parts of the objective
 * @param regularization the sum of lambda x |vector|^2
 */
record BlockSums(double[] gram, double cost, double regularization) {
    /** Those of a side, its blocks in their order. */
    static BlockSums of(List<SolvedBlock> blocks, int rank) {
        return new BlockSums(
                Gram.sum(blocks.stream().map(SolvedBlock::gram).toList(), rank),
                blocks.stream().mapToDouble(SolvedBlock::cost).sum(),
                blocks.stream().mapToDouble(SolvedBlock::regularization).sum());
    }
}
