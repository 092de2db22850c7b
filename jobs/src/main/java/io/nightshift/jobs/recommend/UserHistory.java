package io.nightshift.jobs.recommend;

import java.util.Arrays;

/** The pairs of one user, in the order of their items; reused from user to user. */
final class UserHistory {
    static final int HIDDEN = 1;
    static final int CONVERTED = 2;

    private int[] items = new int[64];
    private float[] weights = new float[64];
    private float[] frequencies = new float[64];
    private byte[] flags = new byte[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int item, float weight, float frequency, byte pairFlags) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            frequencies = Arrays.copyOf(frequencies, 2 * size);
            flags = Arrays.copyOf(flags, 2 * size);
        }
        items[size] = item;
        weights[size] = weight;
        frequencies[size] = frequency;
        flags[size++] = pairFlags;
    }

    int size() {
        return size;
    }

    int item(int pair) {
        return items[pair];
    }

    float weight(int pair) {
        return weights[pair];
    }

    float frequency(int pair) {
        return frequencies[pair];
    }

    /** The frequency of an item; 0 without a pair. */
    float frequencyOf(int item) {
        int pair = Arrays.binarySearch(items, 0, size, item);
        return pair < 0 ? 0 : frequencies[pair];
    }

    boolean isHidden(int pair) {
        return (flags[pair] & HIDDEN) != 0;
    }

    boolean isConverted(int pair) {
        return (flags[pair] & CONVERTED) != 0;
    }
}
