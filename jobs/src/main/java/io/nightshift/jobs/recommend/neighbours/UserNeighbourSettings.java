package io.nightshift.jobs.recommend.neighbours;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.recommend.SourceSettings;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.user-neighbours}.
 *
 * @param enabled whether neighbours are looked for; without it both tables are empty
 * @param candidates whether their items are also a source of candidates for users' lists and features of the ranker
 * @param neighbours nearest users of a user
 * @param minScore the smallest similarity of a neighbour, above 0 to 1
 * @param maxItemsPerUser the latest items of a user that are compared
 * @param recentDays days within which a neighbour did something with an item for it to be put forward, the run date included
 * @param recentItems the latest of these items of a neighbour that are put forward
 * @param topN items of a user
 */
public record UserNeighbourSettings(
        boolean enabled,
        boolean candidates,
        int neighbours,
        double minScore,
        int maxItemsPerUser,
        int recentDays,
        int recentItems,
        int topN)
        implements Serializable {
    /** Reads the section; problems are noted in the node. */
    public static UserNeighbourSettings read(SettingsNode node) {
        boolean enabled = node.flag("enabled");
        return new UserNeighbourSettings(
                enabled,
                SourceSettings.candidates(node, enabled),
                node.integer("neighbours", 1, 10_000),
                node.number("min-score", 0.001, 1),
                node.integer("max-items-per-user", 1, 1_000_000),
                node.integer("recent-days", 1, 100_000),
                node.integer("recent-items", 1, 100_000),
                node.integer("top-n", 1, 10_000));
    }
}
