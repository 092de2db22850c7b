package io.nightshift.jobs.ingest;

import io.nightshift.config.SettingsNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * Section {@code ingest}: row checks, duplicates, caps.
 *
 * @param maxLagDays how many days before the run date the newest event may be
 * @param maxBadRatio the share of a source's rows that may go to quarantine, in [0, 1]
 * @param earliestDate events before this day are not believed
 * @param duplicates which rows are the same event
 * @param maxEventsPerUser newest events of a user that are kept
 * @param maxEventsPerItem newest events of an item that are kept
 * @param quarantineRawLength characters of a row that quarantine keeps
 * @param maxBroadcastItems items up to which their ids are sent to every executor
 */
public record IngestSettings(
        int maxLagDays,
        double maxBadRatio,
        LocalDate earliestDate,
        DuplicateRule duplicates,
        int maxEventsPerUser,
        long maxEventsPerItem,
        int quarantineRawLength,
        int maxBroadcastItems) {

    /** Reads the section; problems are noted in the node. */
    public static IngestSettings read(SettingsNode node) {
        return new IngestSettings(
                node.integer("max-lag-days", 0, 100_000),
                node.number("max-bad-ratio", 0, 1),
                date(node, "earliest-date"),
                node.oneOf("duplicates", DuplicateRule.class),
                node.integer("max-events-per-user", 1, Integer.MAX_VALUE),
                node.whole("max-events-per-item", 1, Long.MAX_VALUE),
                node.integer("quarantine-raw-length", 0, 1_000_000),
                node.integer("max-broadcast-items", 0, 100_000_000));
    }

    private static LocalDate date(SettingsNode node, String key) {
        String text = node.text(key);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException wrong) {
            node.problem(key, text, "a day like 1990-01-01", "correct it");
            return LocalDate.EPOCH;
        }
    }
}
