package io.nightshift.jobs.recommend.ranking;

import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.Scaling;

/**
 * A logistic regression.
 *
 * @param odds its log odds
 * @param scaling mean and deviation of the features over the examples
 */
public record LinearModel(LogOdds odds, Scaling scaling) implements CandidateModel {
    @Override
    public double logOdds(double[] features) {
        return odds.of(features);
    }
}
