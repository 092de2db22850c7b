package io.nightshift.als;

/**
 * What a fit needs beyond Spark's own memory, in bytes, for sides of even blocks. A side that fits the broadcast limit lies whole on the
 * driver and every executor: as solved and along its axes, and while a half-step ends the last one's too. A larger one reaches a task in
 * the vectors that its block names, at most all.
 *
 * @param driver the vectors that pass through the driver
 * @param executor the vectors that every executor holds, and the cached pairs (8 bytes, on both sides) of all blocks
 * @param task the most of packing a block of pairs (40 bytes each) and of solving it: its pairs, its own vectors and what is exchanged
 */
public record AlsMemory(long driver, long executor, long task) {
    private static final long PACKED_PAIR = 40;
    private static final long PAIR = 8;
    private static final long ON_DRIVER = 4;
    private static final long ON_EXECUTOR = 3;

    /** The bounds for so many users, items and pairs. */
    public static AlsMemory of(AlsSettings settings, long users, long items, long pairs) {
        long vector = (long) settings.rank() * Float.BYTES;
        long broadcast = 0;
        long exchanged = 0;
        for (long side : new long[] {users * vector, items * vector}) {
            if (side <= settings.broadcastLimitBytes()) {
                broadcast += side;
            } else {
                exchanged = Math.max(exchanged, side);
            }
        }
        long blockPairs = pairs / settings.blocks();
        long own = Math.max(users, items) * vector / settings.blocks();
        return new AlsMemory(
                ON_DRIVER * broadcast,
                ON_EXECUTOR * broadcast + 2 * PAIR * pairs,
                Math.max(PACKED_PAIR * blockPairs, PAIR * blockPairs + own + exchanged));
    }
}
