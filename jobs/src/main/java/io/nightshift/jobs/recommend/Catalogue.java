package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.links.ItemLinks;
import java.io.Serializable;
import java.util.List;

/**
 * What lists need to know of the items, in arrays over their dense ids; sent to every executor once.
 *
 * @param ids the string ids
 * @param available whether an item may be recommended
 * @param categories item to its category; -1 without one
 * @param categoryNames category to its name, in UTF-8 byte order
 * @param users item to its number of users in the popularity window
 * @param counts more counts of each item's users
 * @param popular the available items by users descending, then item ascending
 * @param popularInCategory category to its available items with a user, in the same order
 * @param trending the available trending items, strongest first
 * @param vectors the items' vectors
 * @param links the sources that link items to items
 * @param hasSuggestions whether users come with suggestions, which then are one more source
 */
record Catalogue(
        PackedIds ids,
        boolean[] available,
        int[] categories,
        String[] categoryNames,
        int[] users,
        UserCounts counts,
        int[] popular,
        int[][] popularInCategory,
        Trend trending,
        ItemVectors vectors,
        List<LinkSource> links,
        boolean hasSuggestions)
        implements Serializable {

    /**
     * The trending items.
     *
     * @param items strongest first
     * @param strengths how many standard deviations each is above expectation
     */
    record Trend(int[] items, float[] strengths) implements Serializable {}

    /**
     * Item to its number of users with a conversion.
     *
     * @param recent in the trend window
     * @param longer in a window three times as long as the popularity window
     * @param ever at any time
     * @param repeaters of those ever, the ones with more than one conversion
     */
    record UserCounts(int[] recent, int[] longer, int[] ever, int[] repeaters) implements Serializable {}

    /**
     * A source that scores items by the items of the user's history.
     *
     * @param source its name in lists
     * @param links what it links
     */
    record LinkSource(Source source, ItemLinks links) implements Serializable {}

    int items() {
        return available.length;
    }

    /** Whether no user has taken an item and none has a vector for it, so that only its content is known. */
    boolean isCold(int item) {
        return counts.ever()[item] == 0 && !vectors.has(item);
    }
}
