package io.nightshift.jobs.recommend;

import java.io.Serializable;

/**
 * What lists need to know of the items, in arrays over their dense ids; sent to every executor once.
 *
 * @param ids the string ids
 * @param available whether an item may be recommended
 * @param categories item to its category; -1 without one
 * @param categoryNames category to its name, in UTF-8 byte order
 * @param users item to its number of users in the popularity window
 * @param popular the available items by users descending, then item ascending
 * @param popularInCategory category to its available items with a user, in the same order
 * @param trending the available trending items, strongest first
 * @param vectors the items' vectors
 */
record Catalogue(
        PackedIds ids,
        boolean[] available,
        int[] categories,
        String[] categoryNames,
        int[] users,
        int[] popular,
        int[][] popularInCategory,
        Trend trending,
        ItemVectors vectors)
        implements Serializable {

    /**
     * The trending items.
     *
     * @param items strongest first
     * @param strengths how many standard deviations each is above expectation
     */
    record Trend(int[] items, float[] strengths) implements Serializable {}

    int items() {
        return available.length;
    }
}
