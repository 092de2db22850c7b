package io.nightshift.ranking;

/**
 * One user's list, best first.
 *
 * @param ids of the items
 * @param scores of the same length, finite, never rising; equal scores have rising ids
 */
public record TopList(int[] ids, float[] scores) {}
