package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;

/**
 * Section {@code recommend.catalogue}: what is known of the items when lists are made.
 *
 * @param popularityDays days whose users make an item popular, the run date included
 * @param trendDays the last of these days, in which an item has to stand out to trend
 * @param maxBroadcastMb most megabytes of item data that are sent to every executor
 */
public record CatalogueSettings(int popularityDays, int trendDays, int maxBroadcastMb) {
    static CatalogueSettings read(SettingsNode node) {
        return new CatalogueSettings(
                node.integer("popularity-days", 1, 100_000),
                node.integer("trend-days", 1, 100_000),
                node.integer("max-broadcast-mb", 1, 100_000));
    }
}
