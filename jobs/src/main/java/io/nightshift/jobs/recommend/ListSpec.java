package io.nightshift.jobs.recommend;

import java.io.Serializable;

/**
 * One list to make for each user.
 *
 * @param placement its name in the result
 * @param topN most items of a list
 * @param scoring how its candidates are scored
 * @param protocol which own items may stand in it
 * @param ladder what fills it up
 */
public record ListSpec(String placement, int topN, Scoring scoring, ListProtocol protocol, Ladder ladder)
        implements Serializable {}
