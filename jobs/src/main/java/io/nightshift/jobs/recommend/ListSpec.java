package io.nightshift.jobs.recommend;

import java.io.Serializable;
import java.util.Set;

/**
 * One list to make for each user.
 *
 * @param placement its name in the result
 * @param topN most items of a list
 * @param scoring how its candidates are scored
 * @param protocol which own items may stand in it
 * @param ladder what fills it up
 * @param sources where its scored rows may come from; empty: anywhere. What fills it up is not among them
 * @param reserve most items behind the list, ranked on, from which what is taken out of it later can be replaced
 */
public record ListSpec(
        String placement,
        int topN,
        Scoring scoring,
        ListProtocol protocol,
        Ladder ladder,
        Set<Source> sources,
        int reserve)
        implements Serializable {
    public ListSpec {
        sources = Set.copyOf(sources);
    }

    /** A list from anywhere, without a reserve. */
    public ListSpec(String placement, int topN, Scoring scoring, ListProtocol protocol, Ladder ladder) {
        this(placement, topN, scoring, protocol, ladder, Set.of(), 0);
    }

    boolean takes(Source source) {
        return sources.isEmpty() || sources.contains(source);
    }

    /** Most rows of the list and its reserve together. */
    public int most() {
        return topN + reserve;
    }
}
