package io.nightshift.jobs.recommend.links;

import java.io.Serializable;

/**
 * The links of every item, over dense ids: one array of links, in which those of an item are adjacent, by weight descending, then linked item
 * ascending. Takes 8 bytes a link and 4 an item. Links 0-1 (.5), 0-2 (.7) and 2-0 (.1) of three items are
 *
 * <pre>
 * starts   0     2 2  3
 * linked   2  1    0
 * weights .7 .5   .1
 * </pre>
 */
public final class ItemLinks implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] starts;
    private final int[] linked;
    private final float[] weights;

    ItemLinks(int[] starts, int[] linked, float[] weights) {
        this.starts = starts;
        this.linked = linked;
        this.weights = weights;
    }

    /** No link at all. */
    public static ItemLinks none(int items) {
        return new ItemLinks(new int[items + 1], new int[0], new float[0]);
    }

    /** How many items there are, linked or not. */
    public int items() {
        return starts.length - 1;
    }

    /** How many links there are. */
    public int size() {
        return linked.length;
    }

    /** The first link of an item. */
    public int from(int item) {
        return starts[item];
    }

    /** One past the last link of an item; equal to {@link #from} without any. */
    public int to(int item) {
        return starts[item + 1];
    }

    /** The item a link leads to. */
    public int linked(int link) {
        return linked[link];
    }

    /** The weight of a link: finite, not 0; below zero where having one item speaks against the other. */
    public float weight(int link) {
        return weights[link];
    }
}
