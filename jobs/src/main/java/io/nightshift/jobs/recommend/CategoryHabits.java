package io.nightshift.jobs.recommend;

import java.util.Arrays;

/** What one user after the other takes of each category; not for several threads. */
final class CategoryHabits {
    private final Catalogue catalogue;
    private final float[] weights;
    private final float[] frequencies;
    private final float[] recent;
    private final int[] since;
    private final long[] usersOfItems;
    private float totalWeight;
    private int longest;

    CategoryHabits(Catalogue catalogue) {
        this.catalogue = catalogue;
        int categories = catalogue.categoryNames().length;
        this.weights = new float[categories];
        this.frequencies = new float[categories];
        this.recent = new float[categories];
        this.since = new int[categories];
        this.usersOfItems = new long[categories];
        for (int item = 0; item < catalogue.items(); item++) {
            if (catalogue.categories()[item] >= 0) {
                usersOfItems[catalogue.categories()[item]] += catalogue.users()[item];
            }
        }
    }

    /** Turns to a user. */
    void start(UserHistory history) {
        Arrays.fill(weights, 0);
        Arrays.fill(frequencies, 0);
        Arrays.fill(recent, 0);
        Arrays.fill(since, Integer.MAX_VALUE);
        totalWeight = 0;
        longest = 0;
        for (int pair = 0; pair < history.size(); pair++) {
            int category = catalogue.categories()[history.item(pair)];
            totalWeight += history.weight(pair);
            longest = Math.max(
                    longest,
                    Math.max(
                            history.habit(pair).sinceFirst(),
                            history.habit(pair).sinceAny()));
            if (category >= 0) {
                since[category] = Math.min(since[category], history.habit(pair).sinceAny());
                weights[category] += history.weight(pair);
                frequencies[category] += history.frequency(pair);
                recent[category] += history.habit(pair).quarter();
            }
        }
    }

    /** The categories of the largest weights above 0, sorted; ties by name. */
    TopItems strongest(int most) {
        TopItems strongest = new TopItems(most);
        for (int category = 0; category < weights.length; category++) {
            if (weights[category] > 0) {
                strongest.offer(category, weights[category]);
            }
        }
        strongest.sort();
        return strongest;
    }

    /** The sum of the frequencies of the user's items in the item's category; 0 for an item without one. */
    float frequency(int item) {
        return of(item, frequencies);
    }

    /** The same at a quarter of the half-life. */
    float recent(int item) {
        return of(item, recent);
    }

    /** The share of the category in the user's weights. */
    float share(int item) {
        return totalWeight > 0 ? of(item, weights) / totalWeight : 0;
    }

    /** Days since the user's last event in the item's category; for a category without one, the most days that anything of the user's goes back. */
    int since(int item) {
        int category = catalogue.categories()[item];
        return category < 0 || since[category] == Integer.MAX_VALUE ? longest : since[category];
    }

    /** The item's share of the users of its category's items; 0 for an item without a category. */
    double itemShare(int item) {
        int category = catalogue.categories()[item];
        return category < 0 ? 0 : (double) catalogue.users()[item] / Math.max(1, usersOfItems[category]);
    }

    private float of(int item, float[] values) {
        int category = catalogue.categories()[item];
        return category < 0 ? 0 : values[category];
    }
}
