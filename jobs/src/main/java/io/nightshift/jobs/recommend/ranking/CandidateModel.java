package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;

/** What says of a candidate's features how likely it is taken. */
public sealed interface CandidateModel extends Serializable permits LinearModel, TreesModel {
    /** The log odds, finite; only their order means something until an {@link IsotonicCurve} has seen the outcomes. */
    double logOdds(double[] features);
}
