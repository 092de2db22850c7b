package io.nightshift.jobs.recommend;

/**
 * One place of a list.
 *
 * @param item the dense id
 * @param score strength within its source
 * @param source where it came from
 * @param reason a code, and after a colon the item or category it is about
 */
record ListRow(int item, float score, Source source, String reason) {}
