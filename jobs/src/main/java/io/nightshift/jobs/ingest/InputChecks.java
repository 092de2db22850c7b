package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.nightshift.errors.InputBadException;
import io.nightshift.input.SourceSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether the inputs can be trusted: not too many bad rows in any source, and events up to the run date.
 *
 * @param inputs may set another ratio for a source
 * @param settings the general ratio and the lag allowed
 */
record InputChecks(InputSettings inputs, IngestSettings settings) {

    /**
     * Ends the run when an input cannot be trusted.
     *
     * @param outcomes rows of {@link InputOutcomesTable}: a few for each source
     * @throws InputBadException naming every source with too many bad rows
     */
    void requireFewBadRows(Dataset<Row> outcomes) {
        List<String> problems = new ArrayList<>();
        countsBySource(outcomes).forEach((source, counts) -> {
            long all = counts.values().stream().mapToLong(Counted::rows).sum();
            long bad = counts.values().stream()
                    .filter(counted -> counted.kind().equals(Outcome.KIND_QUARANTINED))
                    .mapToLong(Counted::rows)
                    .sum();
            double most = maxBadRatio(source);
            if (bad > most * all) {
                problems.add("Cannot use input " + source.input() + ": " + bad + " of " + all + " rows of "
                        + source.name() + " cannot be used (" + summary(counts, Outcome.KIND_QUARANTINED)
                        + "), expected at most " + most + " of them; correct the source or the mapping, see the table "
                        + QuarantineTable.CONTRACT.table() + ", or raise max-bad-ratio");
            }
        });
        if (!problems.isEmpty()) {
            throw new InputBadException(String.join(System.lineSeparator(), problems));
        }
    }

    /**
     * Ends the run when its date has no events yet.
     *
     * @param days rows of {@link InputDaysTable}
     * @return how many days before the run date the newest event is; nothing when there is none and none is asked for
     * @throws InputBadException when the newest event is older than the lag allows, with what became of the rows
     */
    Optional<Long> requireFreshEvents(Dataset<Row> days, Dataset<Row> outcomes, LocalDate date) {
        Row newest = days.agg(max(col(InputDaysTable.EVENT_DATE))).first();
        Optional<LocalDate> newestDay = newest.isNullAt(0)
                ? Optional.empty()
                : Optional.of(newest.getDate(0).toLocalDate());
        LocalDate oldestAllowed = date.minusDays(settings.maxLagDays());
        if (newestDay.isEmpty() || newestDay.orElseThrow().isBefore(oldestAllowed)) {
            String fates = countsBySource(outcomes).entrySet().stream()
                    .filter(entry -> entry.getKey().input().equals(EventRows.INPUT))
                    .map(entry -> entry.getKey().name() + ": " + summary(entry.getValue(), ""))
                    .collect(Collectors.joining("; "));
            throw new InputBadException("Cannot use input events: newest event kept="
                    + newestDay.map(LocalDate::toString).orElse("none")
                    + ", expected one on the run date " + date
                    + (settings.maxLagDays() == 0 ? "" : " or up to " + settings.maxLagDays() + " days before")
                    + "; wait for the data, choose another --date, or raise ingest.max-lag-days (rows by outcome: "
                    + (fates.isEmpty() ? "the sources have no rows" : fates) + ")");
        }
        return newestDay.map(day -> java.time.temporal.ChronoUnit.DAYS.between(day, date));
    }

    private double maxBadRatio(SourceName source) {
        if (source.input().equals(Suppression.INPUT)) {
            return 0;
        }
        return inputs.byInput().get(source.input()).stream()
                .filter(settings -> settings.name().equals(source.name()))
                .findFirst()
                .flatMap(SourceSettings::maxBadRatio)
                .orElse(settings.maxBadRatio());
    }

    private static String summary(Map<String, Counted> counts, String kind) {
        return counts.entrySet().stream()
                .filter(entry -> kind.isEmpty() || entry.getValue().kind().equals(kind))
                .map(entry -> entry.getKey() + " " + entry.getValue().rows())
                .collect(Collectors.joining(", "));
    }

    /** A handful of rows for each source, so the driver may hold them. */
    private static Map<SourceName, Map<String, Counted>> countsBySource(Dataset<Row> outcomes) {
        Map<SourceName, Map<String, Counted>> counts = new TreeMap<>();
        Iterator<Row> rows = outcomes.toLocalIterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            SourceName source = new SourceName(
                    row.getString(row.fieldIndex(InputOutcomesTable.INPUT)),
                    row.getString(row.fieldIndex(InputOutcomesTable.SOURCE)));
            counts.computeIfAbsent(source, unseen -> new TreeMap<>())
                    .put(
                            row.getString(row.fieldIndex(InputOutcomesTable.OUTCOME)),
                            new Counted(
                                    row.getString(row.fieldIndex(InputOutcomesTable.KIND)),
                                    row.getLong(row.fieldIndex(InputOutcomesTable.ROWS))));
        }
        return counts;
    }

    private record SourceName(String input, String name) implements Comparable<SourceName> {
        @Override
        public int compareTo(SourceName other) {
            int byInput = input.compareTo(other.input);
            return byInput != 0 ? byInput : name.compareTo(other.name);
        }
    }

    private record Counted(String kind, long rows) {}
}
