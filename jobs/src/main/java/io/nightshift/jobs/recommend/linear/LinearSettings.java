package io.nightshift.jobs.recommend.linear;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.linear}.
 *
 * @param enabled whether the model is solved; without it the table of its links is empty
 * @param maxItems the items, those with most users first, that the model knows
 * @param regularization pulls weights towards zero
 * @param linksPerItem the strongest weights of an item that are kept
 */
public record LinearSettings(boolean enabled, int maxItems, double regularization, int linksPerItem)
        implements Serializable {
    /** Reads the section; problems are noted in the node. */
    public static LinearSettings read(SettingsNode node) {
        return new LinearSettings(
                node.flag("enabled"),
                node.integer("max-items", 1, 1_000_000),
                node.number("regularization", 1e-3, 1e9),
                node.integer("links-per-item", 1, 100_000));
    }
}
