/** Item-item collaborative filtering: items that the same users take. Exact, from partial sums in blocks of items. */
package io.nightshift.jobs.recommend.neighbours;
