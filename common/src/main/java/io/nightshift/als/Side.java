package io.nightshift.als;

import org.apache.spark.api.java.JavaRDD;

/**
 * Users, or items, as a fit sees them.
 *
 * @param blocks their interactions
 * @param offsets the position of each block's first row, and at the end their number
 * @param opposite the other side's interactions, which name these by position
 * @param rank length of the vectors
 */
record Side(JavaRDD<InteractionBlock> blocks, int[] offsets, JavaRDD<InteractionBlock> opposite, int rank) {
    static Side users(Blocks blocks, int rank) {
        return new Side(blocks.users(), blocks.userOffsets(), blocks.items(), rank);
    }

    static Side items(Blocks blocks, int rank) {
        return new Side(blocks.items(), blocks.itemOffsets(), blocks.users(), rank);
    }

    int count() {
        return offsets[offsets.length - 1];
    }

    long bytes() {
        return (long) count() * rank * Float.BYTES;
    }

    /** Keeps first or later vectors, broadcast when they fit. */
    SideVectors keep(JavaRDD<SolvedBlock> solved, long broadcastLimitBytes) {
        if (bytes() <= broadcastLimitBytes) {
            return new BroadcastVectors(this, solved);
        }
        Exchange exchange = Exchange.of(opposite, offsets);
        try {
            return new BlockVectors(this, exchange, solved, 0);
        } catch (Exception failed) { // Scala throws checked exceptions that no signature names
            exchange.close();
            throw failed;
        }
    }
}
