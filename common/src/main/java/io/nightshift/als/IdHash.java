package io.nightshift.als;

/** Randomness from ids: where a row lives and how its vector starts depend on nothing but the id, the seed and the number of blocks. */
final class IdHash {
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private IdHash() {}

    /** The block of an id, 0 to blocks - 1. */
    static int block(int id, int blocks) {
        return (int) Math.floorMod(mix(id * STEP), (long) blocks);
    }

    /** A vector of length 1 in a direction drawn for this id, as MLlib starts. */
    static void unitVector(long seed, int id, float[] vectors, int from, int rank) {
        long state = mix(seed) + id * STEP;
        double norm = 0;
        for (int k = 0; k < rank; k++) {
            // Box and Muller's transformation of two uniform numbers
            double radius = Math.sqrt(-2 * StrictMath.log(uniform(mix(state + (2L * k + 1) * 0xD1B5_4A32_D192_ED03L))));
            double angle = 2 * Math.PI * uniform(mix(state + (2L * k + 2) * 0xD1B5_4A32_D192_ED03L));
            double value = radius * StrictMath.cos(angle);
            vectors[from + k] = (float) value;
            norm += value * value;
        }
        float scale = (float) (1 / Math.sqrt(norm));
        for (int k = 0; k < rank; k++) {
            vectors[from + k] *= scale;
        }
    }

    /** Above 0, at most 1. */
    private static double uniform(long bits) {
        return ((bits >>> 11) + 1) * 0x1.0p-53;
    }

    /** Stafford's variant 13 of the 64-bit finaliser, as in SplittableRandom. */
    private static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
