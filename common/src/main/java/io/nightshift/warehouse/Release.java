package io.nightshift.warehouse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.nightshift.contract.Audit;
import io.nightshift.input.InputFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The set of tables that readers see together; one file of releases, never changed.
 *
 * @param format of this file
 * @param number its place in the sequence, from 1
 * @param live whether readers see it as long as no higher number is live
 * @param kind how it came about
 * @param date the run date of the tables
 * @param runId the run that computed the tables
 * @param replaced number of the release that was live before; 0 when there was none
 * @param restored for a rollback, the number whose tables it lists; else 0
 * @param suppression the suppression list that was applied to the tables
 * @param codeVersion of Nightshift that computed the tables
 * @param settingsHash fingerprint of the settings
 * @param settings resolved, secrets redacted
 * @param inputs the files read, by input: events, items, users, suppression
 * @param metrics name to value
 * @param audits the checks that the tables passed
 * @param tables ordered by name
 */
public record Release(
        int format,
        int number,
        boolean live,
        Kind kind,
        LocalDate date,
        RunId runId,
        int replaced,
        int restored,
        Suppression suppression,
        String codeVersion,
        String settingsHash,
        JsonNode settings,
        Map<String, List<InputFile>> inputs,
        Map<String, Double> metrics,
        List<Audit> audits,
        List<StoredTable> tables)
        implements LogEntry {

    /** How a release came about. */
    public enum Kind {
        /** A run was published. */
        @JsonProperty("run")
        RUN,
        /** The tables of an earlier release were made live again. */
        @JsonProperty("rollback")
        ROLLBACK
    }

    public Release {
        inputs = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(inputs));
        metrics = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(metrics));
        audits = List.copyOf(audits);
        tables = List.copyOf(tables);
    }

    /** The release that makes these tables live again. */
    Release restoredAs(int next, int liveBefore) {
        return new Release(
                Json.FORMAT,
                next,
                true,
                Kind.ROLLBACK,
                date,
                runId,
                liveBefore,
                number,
                suppression,
                codeVersion,
                settingsHash,
                settings,
                inputs,
                metrics,
                audits,
                tables);
    }

    /** A table by its name, or nothing when the release has none of that name. */
    public Optional<StoredTable> table(String name) {
        return tables.stream().filter(table -> table.table().equals(name)).findFirst();
    }
}
