package io.nightshift.jobs.evaluate;

/**
 * Intra-list diversity: the share of the pairs of a list's items that are of different categories (Ziegler et al., "Improving
 * recommendation lists through topic diversification", 2005, with a distance of 0 within a category and 1 between two).
 */
final class Diversity {
    private Diversity() {}

    /**
     * The diversity of every beginning of a list.
     *
     * @param categories of the items in the order of the list; null for an item without one, which differs from every other
     * @return at n, from 0 to n = the list's length, the diversity of its first n items; 0 for fewer than two
     */
    static double[] ofBeginnings(String[] categories) {
        double[] values = new double[categories.length + 1];
        long different = 0;
        for (int n = 2; n <= categories.length; n++) {
            String last = categories[n - 1];
            for (int i = 0; i < n - 1; i++) {
                different += last == null || !last.equals(categories[i]) ? 1 : 0;
            }
            values[n] = different / (n * (n - 1) / 2.0);
        }
        return values;
    }
}
