package io.nightshift.jobs.recommend.neighbours;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.neighbours}.
 *
 * @param enabled whether neighbours are looked for; without it their table is empty
 * @param similarity what makes items alike
 * @param bm25 the constants of similarity bm25
 * @param topN neighbours of an item
 * @param minUsers users with a weight above zero that an item needs
 * @param shrinkage common users at which a similarity counts half; 0 trusts all alike
 * @param maxItemsPerUser the latest items of a user that count
 */
public record NeighbourSettings(
        boolean enabled,
        Similarity similarity,
        Bm25 bm25,
        int topN,
        int minUsers,
        double shrinkage,
        int maxItemsPerUser)
        implements Serializable {
    /**
     * Section {@code bm25}: a pair of weight w counts (k1 + 1) w / (k1 l + w), l being 1 - b + b x the item's sum of weights / their mean.
     *
     * @param k1 the weight at which a pair counts half of the most, for an item of mean length
     * @param b how much the length matters, 0 to 1
     */
    public record Bm25(double k1, double b) implements Serializable {
        static Bm25 read(SettingsNode node) {
            return new Bm25(node.number("k1", 0.001, 1000), node.number("b", 0, 1));
        }
    }

    /** Reads the section; problems are noted in the node. */
    public static NeighbourSettings read(SettingsNode node) {
        return new NeighbourSettings(
                node.flag("enabled"),
                node.oneOf("similarity", Similarity.class),
                node.section("bm25", Bm25::read),
                node.integer("top-n", 1, 100_000),
                node.integer("min-users", 1, 1_000_000),
                node.number("shrinkage", 0, 1e6),
                node.integer("max-items-per-user", 1, 1_000_000));
    }
}
