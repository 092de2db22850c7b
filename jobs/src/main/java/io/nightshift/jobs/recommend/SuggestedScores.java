package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.links.ItemScores;
import java.util.Arrays;

/**
 * The items that were found for a user as a whole, with no item of the history that stands for them. Reused from user to user, not for
 * several threads. Takes 4 bytes an item.
 */
final class SuggestedScores implements ItemScores {
    private final float[] scores;
    private int[] items = new int[64];
    private int size;

    SuggestedScores(int items) {
        this.scores = new float[items];
    }

    /** Turns to another user. */
    void start(UserHistory history) {
        for (int place = 0; place < size; place++) {
            scores[items[place]] = 0;
        }
        size = history.suggestions();
        if (size > items.length) {
            items = Arrays.copyOf(items, size);
        }
        for (int place = 0; place < size; place++) {
            items[place] = history.suggestedItem(place);
            scores[items[place]] = history.suggestedScore(place);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int item(int place) {
        return items[place];
    }

    @Override
    public float score(int item) {
        return scores[item];
    }

    @Override
    public int strongest(int item) {
        return -1;
    }
}
