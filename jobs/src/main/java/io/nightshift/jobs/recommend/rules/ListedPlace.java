package io.nightshift.jobs.recommend.rules;

import java.util.List;

/**
 * One place of a finished list.
 *
 * @param candidate what stands there
 * @param rules the names of the rules that pinned it or changed its value, in their order
 */
record ListedPlace(Candidate candidate, List<String> rules) {}
