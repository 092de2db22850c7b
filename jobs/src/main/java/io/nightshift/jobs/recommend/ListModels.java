package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.ranking.Ranker;
import java.io.Serializable;

/**
 * All that lists are made with beside the users; sent to every executor once.
 *
 * @param catalogue the items and the sources
 * @param ranker the learned ranker, or {@link Ranker#NONE}
 * @param candidates most items without a pair that each source puts forward
 * @param coldCandidates most items nobody took yet that the source of content puts forward besides
 */
record ListModels(Catalogue catalogue, Ranker ranker, int candidates, int coldCandidates) implements Serializable {}
