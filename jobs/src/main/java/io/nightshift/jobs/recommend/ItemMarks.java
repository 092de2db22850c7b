package io.nightshift.jobs.recommend;

/** A set of items that is emptied in no time: an item is in it while its stamp is the current one. */
public final class ItemMarks {
    private final int[] stamps;
    private int current = 1;

    /** A set over the items 0 to {@code items} - 1. */
    public ItemMarks(int items) {
        this.stamps = new int[items];
    }

    /** Empties the set. */
    public void clear() {
        if (++current == 0) {
            java.util.Arrays.fill(stamps, 0);
            current = 1;
        }
    }

    /** Puts an item in. */
    public void add(int item) {
        stamps[item] = current;
    }

    /** Whether the item is in. */
    public boolean contains(int item) {
        return stamps[item] == current;
    }
}
