package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/**
 * Section {@code recommend.similar}: lists of similar items.
 *
 * @param topN most items of a list
 * @param minUsers users with a weight above zero that an item needs to be compared
 */
public record SimilarSettings(int topN, int minUsers) {
    static SimilarSettings read(SettingsNode node) {
        return new SimilarSettings(node.integer("top-n", 1, 1000), node.integer("min-users", 1, 1_000_000));
    }
}
