package io.nightshift.jobs.recommend;

import java.util.Arrays;

/** The pairs of one user, and what was found for the user as a whole, each in the order of their items; reused from user to user. */
final class UserHistory {
    static final int HIDDEN = 1;
    static final int CONVERTED = 2;

    private static final Habit NONE = new Habit(0, 0, 0, 0, 0, 0, 0);

    private int[] items = new int[64];
    private float[] weights = new float[64];
    private float[] frequencies = new float[64];
    private byte[] flags = new byte[64];
    private Habit[] habits = new Habit[64];
    private int size;
    private int[] suggestedItems = new int[64];
    private float[] suggestedScores = new float[64];
    private int suggestions;

    /**
     * How a user takes an item.
     *
     * @param quarter frequency at a quarter of the half-life
     * @param half frequency at half of the half-life
     * @param twice frequency at double the half-life
     * @param conversions how many there were
     * @param sinceFirst days from the first conversion to the as-of date; 0 without one
     * @param sinceLast days from the last conversion to the as-of date; 0 without one
     * @param sinceAny days from the last event of any type to the as-of date
     */
    record Habit(float quarter, float half, float twice, int conversions, int sinceFirst, int sinceLast, int sinceAny) {
        boolean hasInterval() {
            return conversions > 1 && sinceFirst > sinceLast;
        }

        /** Mean days between conversions; only with {@link #hasInterval()}. */
        float interval() {
            return (float) (sinceFirst - sinceLast) / (conversions - 1);
        }

        /** Whether as many days as usual went by since the last conversion. */
        boolean isDue() {
            return hasInterval() && sinceLast >= interval();
        }
    }

    void clear() {
        size = 0;
        suggestions = 0;
    }

    /** Adds a pair of which no more is known. */
    void add(int item, float weight, float frequency, byte pairFlags) {
        add(item, weight, frequency, pairFlags, NONE);
    }

    void add(int item, float weight, float frequency, byte pairFlags, Habit habit) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            frequencies = Arrays.copyOf(frequencies, 2 * size);
            flags = Arrays.copyOf(flags, 2 * size);
            habits = Arrays.copyOf(habits, 2 * size);
        }
        items[size] = item;
        weights[size] = weight;
        frequencies[size] = frequency;
        habits[size] = habit;
        flags[size++] = pairFlags;
    }

    /** Adds an item that was found for the user by the source of {@link Source#USER_NEIGHBOURS}. */
    void suggest(int item, float score) {
        if (suggestions == suggestedItems.length) {
            suggestedItems = Arrays.copyOf(suggestedItems, 2 * suggestions);
            suggestedScores = Arrays.copyOf(suggestedScores, 2 * suggestions);
        }
        suggestedItems[suggestions] = item;
        suggestedScores[suggestions++] = score;
    }

    int suggestions() {
        return suggestions;
    }

    int suggestedItem(int suggestion) {
        return suggestedItems[suggestion];
    }

    float suggestedScore(int suggestion) {
        return suggestedScores[suggestion];
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

    Habit habit(int pair) {
        return habits[pair];
    }

    boolean isHidden(int pair) {
        return (flags[pair] & HIDDEN) != 0;
    }

    boolean isConverted(int pair) {
        return (flags[pair] & CONVERTED) != 0;
    }
}
