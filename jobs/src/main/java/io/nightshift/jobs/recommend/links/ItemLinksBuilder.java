package io.nightshift.jobs.recommend.links;

import java.util.Arrays;

/** Collects links in any order, each pair of items once at most; 12 bytes a link while collecting, 8 more while building. */
public final class ItemLinksBuilder {
    private final int items;
    private int[] from = new int[1024];
    private int[] linked = new int[1024];
    private float[] weights = new float[1024];
    private int size;

    /** For items 0 to {@code items} - 1. */
    public ItemLinksBuilder(int items) {
        this.items = items;
    }

    /**
     * Adds a link; a weight of 0 adds none.
     *
     * @throws IllegalArgumentException when the weight is not finite
     */
    public ItemLinksBuilder add(int item, int linkedItem, float weight) {
        if (!Float.isFinite(weight)) {
            throw new IllegalArgumentException("Cannot link items: weight=" + weight + " of " + item + " and "
                    + linkedItem + ", expected a finite number; drop the link before");
        }
        if (weight == 0) {
            return this;
        }
        if (size == from.length) {
            int more = (int) Math.min(Integer.MAX_VALUE - 8, 2L * size);
            from = Arrays.copyOf(from, more);
            linked = Arrays.copyOf(linked, more);
            weights = Arrays.copyOf(weights, more);
        }
        from[size] = item;
        linked[size] = linkedItem;
        weights[size++] = weight;
        return this;
    }

    /** How many links were added. */
    public int size() {
        return size;
    }

    /** The links; the builder is of no use afterwards. */
    public ItemLinks build() {
        int[] starts = new int[items + 1];
        for (int i = 0; i < size; i++) {
            starts[from[i] + 1]++;
        }
        for (int item = 0; item < items; item++) {
            starts[item + 1] += starts[item];
        }
        long[] keys = new long[size];
        int[] ends = Arrays.copyOf(starts, items);
        for (int i = 0; i < size; i++) {
            keys[ends[from[i]]++] = ((long) descending(weights[i]) << 32) | linked[i];
        }
        for (int item = 0; item < items; item++) {
            Arrays.sort(keys, starts[item], starts[item + 1]);
        }
        for (int i = 0; i < size; i++) {
            linked[i] = (int) keys[i];
            weights[i] = ofDescending((int) (keys[i] >> 32));
        }
        return new ItemLinks(starts, Arrays.copyOf(linked, size), Arrays.copyOf(weights, size));
    }

    /** A whole number that falls as the weight rises; its own inverse up to the type. */
    private static int descending(float weight) {
        int bits = Float.floatToIntBits(weight);
        return ~(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
    }

    private static float ofDescending(int key) {
        int bits = ~key;
        return Float.intBitsToFloat(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
    }
}
