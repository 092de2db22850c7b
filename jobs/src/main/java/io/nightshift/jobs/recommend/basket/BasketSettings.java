package io.nightshift.jobs.recommend.basket;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.basket}.
 *
 * @param enabled whether orders are counted; without it the table is empty
 * @param minOrders orders with both that a pair needs
 * @param topN pairs of an item or category
 * @param maxItemsPerOrder orders of more items do not count
 */
public record BasketSettings(boolean enabled, int minOrders, int topN, int maxItemsPerOrder) implements Serializable {
    /** Reads the section; problems are noted in the node. */
    public static BasketSettings read(SettingsNode node) {
        return new BasketSettings(
                node.flag("enabled"),
                node.integer("min-orders", 1, 1_000_000),
                node.integer("top-n", 1, 100_000),
                node.integer("max-items-per-order", 2, 1_000_000));
    }
}
