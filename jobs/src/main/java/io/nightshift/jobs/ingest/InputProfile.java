package io.nightshift.jobs.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one source of an input holds, for a person who checks the settings before the first run.
 *
 * @param input events, items, users or suppression
 * @param source its name
 * @param files how many
 * @param bytes their total length
 * @param rows all of them
 * @param outcomes rows by what becomes of them on their own: unknown items, duplicates and caps show in a run only
 * @param columns the mapped columns
 * @param firstDay of events that would be kept
 * @param lastDay of events that would be kept
 * @param users distinct among events that would be kept, to about 5 %
 * @param items distinct among events that would be kept, to about 5 %
 */
public record InputProfile(
        String input,
        String source,
        long files,
        long bytes,
        long rows,
        Map<String, Long> outcomes,
        List<MappedColumn> columns,
        Optional<LocalDate> firstDay,
        Optional<LocalDate> lastDay,
        long users,
        long items) {

    /**
     * A canonical column of the source.
     *
     * @param key as in the settings
     * @param mapping the column name or expression behind it
     * @param type what it is stored as, in SQL
     * @param examples distinct values of the first rows, a few; empty when these have none
     */
    public record MappedColumn(String key, String mapping, String type, List<String> examples) {}
}
