package io.nightshift.jobs.evaluate;

/**
 * Metrics of one ranked list with binary relevance. The list is given as its hits: bit r - 1 of a long is set when the item at
 * rank r (from 1) is relevant, so that a list may have up to {@value #MAX_LENGTH} ranks and no rank beyond the list's end is set.
 *
 * <p>For k cut-off ranks and {@code relevant} relevant items of the user (at least 1):
 *
 * <pre>
 * precision = hits in the first k / k
 * recall    = hits in the first k / relevant
 * ndcg      = sum over hits of 1 / log2(rank + 1), divided by the same sum over ranks 1 .. min(k, relevant)
 * map       = sum over hits of (hits up to that rank / rank), divided by min(k, relevant)
 * mrr       = 1 / rank of the first hit, 0 without one
 * hit-rate  = 1 with a hit, else 0
 * </pre>
 *
 * An empty list has 0 everywhere. NDCG follows Jarvelin and Kekalainen, "Cumulated gain-based evaluation of IR techniques" (2002),
 * with base-2 discounts; average precision is cut at k and divided by min(k, relevant), as a list of k can hold no more.
 */
final class RankingMetrics {
    /** The longest list. */
    static final int MAX_LENGTH = 63;

    /** Discount of rank r at r - 1. */
    private static final double[] DISCOUNT = new double[MAX_LENGTH];

    /** Sum of the discounts of ranks 1 to n, at n. */
    private static final double[] IDEAL = new double[MAX_LENGTH + 1];

    static {
        for (int i = 0; i < MAX_LENGTH; i++) {
            DISCOUNT[i] = Math.log(2) / Math.log(i + 2);
            IDEAL[i + 1] = IDEAL[i] + DISCOUNT[i];
        }
    }

    private RankingMetrics() {}

    /**
     * The value of one metric.
     *
     * @param hits the list's hits as above
     * @param relevant how many items are relevant to the user, at least 1
     * @param k the cut-off rank, from 1 to {@value #MAX_LENGTH}
     * @return from 0 to 1
     * @throws IllegalArgumentException when the metric is not one of a single list, or a number is out of range
     */
    static double value(Metric metric, long hits, long relevant, int k) {
        if (relevant < 1 || k < 1 || k > MAX_LENGTH) {
            throw new IllegalArgumentException("Cannot measure a list: relevant=" + relevant + ", k=" + k
                    + ", expected at least one relevant item and k from 1 to " + MAX_LENGTH);
        }
        long top = hits & (-1L >>> (64 - k));
        int best = (int) Math.min(k, relevant);
        return switch (metric) {
            case PRECISION -> (double) Long.bitCount(top) / k;
            case RECALL -> (double) Long.bitCount(top) / relevant;
            case NDCG -> discounted(top) / IDEAL[best];
            case MAP -> precisions(top) / best;
            case MRR -> top == 0 ? 0 : 1.0 / (Long.numberOfTrailingZeros(top) + 1);
            case HIT_RATE -> top == 0 ? 0 : 1;
            case DIVERSITY, COVERAGE, NOVELTY, GINI, LONG_TAIL ->
                throw new IllegalArgumentException("Cannot measure the hits of one list by " + metric.id());
        };
    }

    private static double discounted(long hits) {
        double sum = 0;
        for (long left = hits; left != 0; left &= left - 1) {
            sum += DISCOUNT[Long.numberOfTrailingZeros(left)];
        }
        return sum;
    }

    private static double precisions(long hits) {
        double sum = 0;
        int found = 0;
        for (long left = hits; left != 0; left &= left - 1) {
            sum += (double) ++found / (Long.numberOfTrailingZeros(left) + 1);
        }
        return sum;
    }
}
