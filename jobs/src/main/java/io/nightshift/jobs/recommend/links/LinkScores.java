package io.nightshift.jobs.recommend.links;

import java.util.Arrays;

/**
 * Scores the items that one user's history links to: of each, the sum over the history of own weight x link weight. Sums are taken in the
 * order in which the history is added, in floats, so that the same history gives the same bits. Reused from user to user, not for several
 * threads. Takes 16 bytes an item.
 */
public final class LinkScores implements ItemScores {
    private final ItemLinks links;
    private final float[] scores;
    /** Item to the history's item with the largest part in its score; -1 while none of them speaks for it. */
    private final int[] strongest;

    private final float[] largestParts;
    private int[] touched = new int[1024];
    private int size;
    /** Item to whether it was touched. */
    private final boolean[] isTouched;

    /** Scores by these links. */
    public LinkScores(ItemLinks links) {
        this.links = links;
        this.scores = new float[links.items()];
        this.strongest = new int[links.items()];
        this.largestParts = new float[links.items()];
        this.isTouched = new boolean[links.items()];
        Arrays.fill(strongest, -1);
    }

    /** Turns to another user: forgets all scores. */
    public void clear() {
        for (int place = 0; place < size; place++) {
            int item = touched[place];
            scores[item] = 0;
            strongest[item] = -1;
            largestParts[item] = 0;
            isTouched[item] = false;
        }
        size = 0;
    }

    /** Adds what one item of the history says. */
    public void add(int item, float weight) {
        for (int link = links.from(item); link < links.to(item); link++) {
            int other = links.linked(link);
            float part = weight * links.weight(link);
            if (!isTouched[other]) {
                touch(other);
            }
            scores[other] += part;
            if (part > largestParts[other]) {
                largestParts[other] = part;
                strongest[other] = item;
            }
        }
    }

    private void touch(int item) {
        if (size == touched.length) {
            touched = Arrays.copyOf(touched, 2 * size);
        }
        touched[size++] = item;
        isTouched[item] = true;
    }

    /** How many items the history links to. */
    @Override
    public int size() {
        return size;
    }

    /** One of the items the history links to, in the order of first mention; place from 0 to {@link #size} - 1. */
    @Override
    public int item(int place) {
        return touched[place];
    }

    /** The score of any item; 0 when the history does not link to it. */
    @Override
    public float score(int item) {
        return scores[item];
    }

    /** The item of the history with the largest part above zero in the score; the first added of equals, -1 without one. */
    @Override
    public int strongest(int item) {
        return strongest[item];
    }
}
