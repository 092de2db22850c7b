package io.nightshift.jobs.publish;

import io.nightshift.config.SettingsNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Section {@code publish}: audits, gates, retention.
 *
 * @param rowCountFactor how many times more or fewer rows a table may have than in the live release, at least 1
 * @param keepReleases how many releases {@code prune} keeps, at least 1
 * @param catalogDatabase database of Spark's catalog whose views name the live release; empty for no views
 */
public record PublishSettings(double rowCountFactor, int keepReleases, Optional<String> catalogDatabase) {
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,127}");

    /** Reads the section; problems are noted in the node. */
    public static PublishSettings read(SettingsNode node) {
        Optional<String> database = node.optionalText("catalog-database");
        database.filter(name -> !DATABASE.matcher(name).matches())
                .ifPresent(name -> node.problem(
                        "catalog-database", name, "small letters, digits and _, a letter first", "choose such a name"));
        return new PublishSettings(
                node.number("row-count-factor", 1, Double.MAX_VALUE),
                node.integer("keep-releases", 1, 100_000),
                database);
    }
}
