package io.nightshift.jobs.recommend.neighbours;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.neighbours}.
 *
 * @param enabled whether neighbours are looked for; without it their table is empty
 * @param similarity what makes items alike
 * @param topN neighbours of an item
 * @param minUsers users with a weight above zero that an item needs
 * @param shrinkage common users at which a similarity counts half; 0 trusts all alike
 * @param maxItemsPerUser the latest items of a user that count
 */
public record NeighbourSettings(
        boolean enabled, Similarity similarity, int topN, int minUsers, double shrinkage, int maxItemsPerUser)
        implements Serializable {
    /** Reads the section; problems are noted in the node. */
    public static NeighbourSettings read(SettingsNode node) {
        return new NeighbourSettings(
                node.flag("enabled"),
                node.oneOf("similarity", Similarity.class),
                node.integer("top-n", 1, 100_000),
                node.integer("min-users", 1, 1_000_000),
                node.number("shrinkage", 0, 1e6),
                node.integer("max-items-per-user", 1, 1_000_000));
    }
}
