package io.nightshift.jobs.recommend.rules;

import io.nightshift.jobs.recommend.ItemMarks;

/**
 * What the rules need to know of one user.
 *
 * @param concerned rule to whether it is about this user's lists
 * @param codes rule to the number of the user's value in {@link CompiledRule#codes}; -1 when the user has none or no item has it
 * @param hidden the items that the seen policy hides from the user
 */
record RuledUser(boolean[] concerned, int[] codes, ItemMarks hidden) {}
