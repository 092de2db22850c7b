package io.nightshift.jobs.publish;

import io.nightshift.config.SettingsNode;

/**
 * Section {@code publish}: audits, gates, retention.
 *
 * @param rowCountFactor how many times more or fewer rows a table may have than in the live release, at least 1
 * @param keepReleases how many releases {@code prune} keeps, at least 1
 */
public record PublishSettings(double rowCountFactor, int keepReleases) {
    /** Reads the section; problems are noted in the node. */
    public static PublishSettings read(SettingsNode node) {
        return new PublishSettings(
                node.number("row-count-factor", 1, Double.MAX_VALUE), node.integer("keep-releases", 1, 100_000));
    }
}
