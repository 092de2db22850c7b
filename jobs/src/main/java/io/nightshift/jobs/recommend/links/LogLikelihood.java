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

    /**
     * How surprising it is that so many of some have a thing that a share of everybody has: the ratio of one binomial.
     *
     * @param having how many of them have it, at most {@code some}
     * @param some how many they are, at least 1
     * @param share of everybody who has it, 0 to 1, above 0 where {@code having} is
     * @return 0 when the shares are equal, and where everybody has it; at least 0; of too few as of too many
     */
    public static double ofShare(long having, long some, double share) {
        return share >= 1 ? 0 : Math.max(0, 2 * (part(having, some * share) + part(some - having, some * (1 - share))));
    }

    private static double part(long count, double expected) {
        return count == 0 ? 0 : count * Math.log(count / expected);
    }

    private static double term(long count) {
        return count == 0 ? 0 : count * Math.log(count);
    }
}
