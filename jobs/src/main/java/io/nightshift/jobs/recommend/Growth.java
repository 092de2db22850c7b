package io.nightshift.jobs.recommend;

/**
 * How much faster an item is taken lately than before, and how much of that is sure. Given that n users took it in both windows together,
 * those of the later one are binomial (Przyborowski and Wilenski 1940, "Homogeneity of results in testing samples from Poisson series"), so
 * bounds of their share (Wilson 1927, "Probable inference") are bounds of the ratio of the two rates.
 */
final class Growth {
    /** The quantile of a two-sided interval of 95 %. */
    static final double Z = 1.96;

    private Growth() {}

    /**
     * The lower end of the 95 % interval of the ratio of the rates.
     *
     * @param recent users in the later window, at least 0
     * @param past users in the earlier window, at least 0
     * @param pastPerRecent length of the earlier window over that of the later one
     * @return at least 0; 0 without any users, 1 where just as many a day were to be expected
     */
    static double low(long recent, long past, double pastPerRecent) {
        double n = recent + past;
        if (n == 0) {
            return 0;
        }
        double share = recent / n;
        double z2 = Z * Z / n;
        double middle = share + z2 / 2;
        double half = Z * Math.sqrt(share * (1 - share) / n + z2 / (4 * n));
        double low = Math.max(0, (middle - half) / (1 + z2));
        return low / (1 - low) * pastPerRecent;
    }
}
