package io.nightshift.jobs;

import io.nightshift.contract.Contract;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a job sees of its run: the date, the settings, the tables, and nothing of how they are stored. */
public interface Run {
    /** The last full day that the run may see. */
    LocalDate date();

    /** The settings of the run. */
    NightshiftSettings settings();

    /** The session, for readers of inputs and for typed empty tables; transforms take Datasets instead. */
    SparkSession spark();

    /**
     * A table of this run, as its job stored it.
     *
     * @throws io.nightshift.errors.InputMissingException when no attempt at it has finished in this run
     */
    Dataset<Row> table(Contract contract);

    /**
     * Stores a table of this run and returns it as stored, so that what follows is computed from storage and not again.
     *
     * @throws IllegalArgumentException when the rows do not have the contract's columns
     */
    Dataset<Row> write(Contract contract, Dataset<Row> rows);

    /** The number of rows of a table of this run, from its manifest: no scan. */
    long rows(Contract contract);

    /**
     * A table of the release that was live when the run started, to be looked back at, never to stand in for a table of this run.
     * Nothing when there was none, when it had no such table, or one of another major version, or has been given up since.
     */
    default Optional<ReleasedTable> liveAtStart(Contract contract) {
        return Optional.empty();
    }

    /** A figure for the report, such as the removals of a cap; the last value of a name counts. */
    void report(String name, double value);
}
