/** Collaborative filtering by neighbours: items that the same users take, users who take the same items, and what is bought after what was viewed.
 * Exact, from partial sums. */
package io.nightshift.jobs.recommend.neighbours;
