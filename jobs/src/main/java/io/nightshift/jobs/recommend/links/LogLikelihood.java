package io.nightshift.jobs.recommend.links;

/** The log-likelihood ratio G2 of two things standing together (Dunning 1993, "Accurate methods for the statistics of surprise and coincidence"). */
public final class LogLikelihood {
    private LogLikelihood() {}

    /**
     * How surprising it is that so many of all have both; natural logarithm.
     *
     * @param both how many have both
     * @param a how many have the one
     * @param b how many have the other
     * @param all how many there are
     * @return 0 when both are independent, at least 0; of too few as of too many together
     */
    public static double ratio(long both, long a, long b, long all) {
        double cells = term(both) + term(a - both) + term(b - both) + term(all - a - b + both);
        double margins = term(a) + term(all - a) + term(b) + term(all - b);
        return Math.max(0, 2 * (cells - margins + term(all)));
    }

    private static double term(long count) {
        return count == 0 ? 0 : count * Math.log(count);
    }
}
