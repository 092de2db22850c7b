package io.nightshift.warehouse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * The decision to give up releases and runs. It takes a number like a release does, and comes before anything is deleted, so that a
 * rollback or a publish that would need what is about to go cannot come in between: it loses the number, looks again and refuses.
 *
 * @param format of this file
 * @param number its place in the sequence
 * @param live always false: readers go on to the next lower number
 * @param kind always {@code prune}
 * @param kept the releases of lower numbers that stay readable, highest first
 * @param abandoned the runs without a release that can no longer be published
 */
record PruneRecord(int format, int number, boolean live, Kind kind, List<Integer> kept, List<RunName> abandoned)
        implements LogEntry {
    /** Tells the file from a release. */
    enum Kind {
        @JsonProperty("prune")
        PRUNE
    }

    /**
     * A run.
     *
     * @param date the run date
     * @param runId the name of this computing of the date
     */
    record RunName(LocalDate date, RunId runId) {}

    PruneRecord {
        kept = List.copyOf(kept);
        abandoned = List.copyOf(abandoned);
    }

    boolean gaveUp(RunRecord run) {
        return abandoned.contains(run.name());
    }

    static PruneRecord of(int number, List<Integer> kept, List<RunName> abandoned) {
        return new PruneRecord(Json.FORMAT, number, false, Kind.PRUNE, kept, abandoned);
    }
}
