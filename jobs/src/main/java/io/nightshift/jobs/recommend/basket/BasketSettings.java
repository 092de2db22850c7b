package io.nightshift.jobs.recommend.basket;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.recommend.SourceSettings;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.basket}.
 *
 * @param enabled whether orders are counted; without it the table is empty
 * @param candidates whether the pairs are also a source of candidates for users' lists and features of the ranker
 * @param minOrders orders with both that a pair needs
 * @param topN pairs of an item or category
 * @param maxItemsPerOrder orders of more items do not count
 */
public record BasketSettings(boolean enabled, boolean candidates, int minOrders, int topN, int maxItemsPerOrder)
        implements Serializable {
    /** Reads the section; problems are noted in the node. */
    public static BasketSettings read(SettingsNode node) {
        boolean enabled = node.flag("enabled");
        return new BasketSettings(
                enabled,
                SourceSettings.candidates(node, enabled),
                node.integer("min-orders", 1, 1_000_000),
                node.integer("top-n", 1, 100_000),
                node.integer("max-items-per-order", 2, 1_000_000));
    }
}
