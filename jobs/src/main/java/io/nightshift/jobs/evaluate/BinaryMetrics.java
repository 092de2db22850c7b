package io.nightshift.jobs.evaluate;

/**
 * Measures predicted probabilities of targets against what happened.
 *
 * <ul>
 *   <li>auc: the chance that a positive is scored above a negative, ties half; interval after Hanley and McNeil (1982)
 *   <li>log-loss: mean of -ln of the probability given to what happened, probabilities kept 1e-15 from 0 and 1; interval of the mean
 *   <li>brier: mean squared difference of probability and outcome; interval of the mean
 *   <li>ece: ten bins of equal mass by (probability descending, user id); mean over users of |mean probability - share of positives|
 *       of their bin; without interval
 *   <li>lift: share of positives in the first of those bins by their share in all; interval of the bin's share
 * </ul>
 *
 * The steps and their row shapes:
 *
 * <ol>
 *   <li>(contender, user, label, score): the model, its base rate and its rule of thumb; a row with a non-finite score drops out
 *   <li>the same with its rank among the contender's rows
 *   <li>(contender, bin, score): counts and sums; sums are decimal, so that their order does not matter
 *   <li>(contender): the figures
 *   <li>(contender, metric): rows of {@link ModelMetricsTable}
 * </ol>
 */
public final class BinaryMetrics {
    /** How a model of a target is called in {@link ModelMetricsTable#MODEL}, before the target's name. */
    public static final String MODEL_PREFIX = "propensity:";

    /** The baseline that gives every user the share of positives in training. */
    public static final String BASE_RATE = "base-rate";

    /** The baseline that scores by recency or frequency. */
    public static final String RULE = "rule";

    /** The protocol of these figures. */
    public static final String PROTOCOL = "horizon";

    private BinaryMetrics() {}
}
