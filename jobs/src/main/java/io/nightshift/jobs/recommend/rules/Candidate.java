package io.nightshift.jobs.recommend.rules;

/**
 * An item that may stand in a list.
 *
 * @param item its place in {@link RuleItems}; -1 for an item that is not in tonight's items
 * @param score strength within its source
 * @param source where it came from
 * @param reason a code, and after a colon the item or category it is about
 */
record Candidate(int item, float score, String source, String reason) {}
