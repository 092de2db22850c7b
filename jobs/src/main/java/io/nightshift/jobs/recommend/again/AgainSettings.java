package io.nightshift.jobs.recommend.again;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.again}.
 *
 * @param enabled whether intervals are measured; without it both tables are empty
 * @param topN items of a user
 * @param minRepeatRate share of an item's users who bought it on two days or more, below which it counts as durable
 * @param itemGaps how many gaps of the user's own the item's interval is worth
 * @param mostOverdue intervals since the last purchase after which a user is taken to have given the item up
 */
public record AgainSettings(boolean enabled, int topN, double minRepeatRate, double itemGaps, double mostOverdue)
        implements Serializable {
    /** Reads the section; problems are noted in the node. */
    public static AgainSettings read(SettingsNode node) {
        return new AgainSettings(
                node.flag("enabled"),
                node.integer("top-n", 1, 10_000),
                node.number("min-repeat-rate", 0, 1),
                node.number("item-gaps", 0, 1000),
                node.number("most-overdue", 0.1, 1e6));
    }
}
