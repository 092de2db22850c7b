package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;

/**
 * Section {@code recommend.fallback}: what fills the places that vectors and repeats leave empty: first the segment, then trending items,
 * then the popular ones until the list is full or no item is left.
 *
 * @param segmentShare most of a list that may come from the user's strongest category, 0 to 1
 * @param trendingShare most of a list that may come from trending items, 0 to 1
 * @param popular whether the list is filled up; without it the other rungs are not used either
 */
public record Ladder(double segmentShare, double trendingShare, Popular popular) implements Serializable {
    /** Whether lists are filled up. */
    public enum Popular {
        FILL,
        LEAVE_SHORT
    }

    /** No fallback: lists stay as short as their sources leave them. */
    public static final Ladder NONE = new Ladder(0, 0, Popular.LEAVE_SHORT);

    static Ladder read(SettingsNode node) {
        return new Ladder(node.number("segment-share", 0, 1), node.number("trending-share", 0, 1), Popular.FILL);
    }

    int mostOf(double share, int topN) {
        return (int) Math.floor(share * topN);
    }
}
