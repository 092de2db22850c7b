package io.nightshift.jobs;

import io.nightshift.spark.SparkWork;
import java.util.Map;

/**
 * How one job of a run went, as stored in the run's folder on success and on failure.
 *
 * @param format version of this shape
 * @param job the job's name
 * @param runDate ISO date
 * @param runId the run
 * @param attempt names this process's try
 * @param codeVersion version and digest of the jar
 * @param sparkVersion the Spark that ran it
 * @param javaVersion the Java that ran it
 * @param outcome an exit word
 * @param message the failure's message; empty on success
 * @param startedAt UTC instant
 * @param seconds wall time
 * @param kept whether all tables were there already with the same fingerprint, so that nothing was computed
 * @param tables rows and bytes of each table by name
 * @param figures what the job had to report, by name
 * @param work what Spark did
 */
public record JobReport(
        int format,
        String job,
        String runDate,
        String runId,
        String attempt,
        String codeVersion,
        String sparkVersion,
        String javaVersion,
        String outcome,
        String message,
        String startedAt,
        double seconds,
        boolean kept,
        Map<String, TableSize> tables,
        Map<String, Double> figures,
        SparkWork work) {

    /**
     * The size of one table.
     *
     * @param rows its rows
     * @param bytes of its files
     */
    public record TableSize(long rows, long bytes) {}
}
