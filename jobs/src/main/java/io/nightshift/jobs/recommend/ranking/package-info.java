/** The learned ranking: what users went on to take teaches two regressions, one for items they know and one for new items. Made comparable by
 * isotonic regression, the two put all candidates of a user into one order. */
package io.nightshift.jobs.recommend.ranking;
