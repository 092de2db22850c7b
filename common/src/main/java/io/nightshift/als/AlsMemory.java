package io.nightshift.als;

/**
 * What a fit needs beyond Spark's own memory, in bytes, for sides of even blocks. A side that fits the broadcast limit lies whole on the
 * driver and every executor: as solved, along its axes, and as parts of either on their way. A larger one stays on the executors and
 * reaches a task in the vectors that its block names, at most all, which are there twice while they are put together.
 *
 * @param driver the vectors that pass through the driver
 * @param executor the vectors that every executor holds, and the cached pairs of all blocks (8 bytes, on both sides, and 12 once more on
 *     a side that is exchanged to); with several executors each has its part
 * @param task the most of packing a block of pairs (40 bytes each) and of solving it: its pairs, its own vectors as they start, along the
 *     axes and turned back, and what is exchanged
 */
public record AlsMemory(long driver, long executor, long task) {
    private static final long PACKED_PAIR = 40;
    private static final long PAIR = 8;
    private static final long RECEIVED_PAIR = 12;
    private static final long OWN = 3;
    private static final long EXCHANGED = 2;
    private static final long ON_DRIVER = 4;
    private static final long ON_EXECUTOR = 3;

    /** The bounds for so many users, items and pairs. */
    public static AlsMemory of(AlsSettings settings, long users, long items, long pairs) {
        long vector = (long) settings.rank() * Float.BYTES;
        long broadcast = 0;
        long exchanged = 0;
        long kept = 0;
        for (long side : new long[] {users * vector, items * vector}) {
            if (side <= settings.broadcastLimitBytes()) {
                broadcast += side;
            } else {
                exchanged = Math.max(exchanged, side);
                kept += side + RECEIVED_PAIR * pairs;
            }
        }
        long blockPairs = pairs / settings.blocks();
        long own = Math.max(users, items) * vector / settings.blocks();
        return new AlsMemory(
                ON_DRIVER * broadcast,
                ON_EXECUTOR * broadcast + 2 * PAIR * pairs + kept,
                Math.max(PACKED_PAIR * blockPairs, PAIR * blockPairs + OWN * own + EXCHANGED * exchanged));
    }
}
