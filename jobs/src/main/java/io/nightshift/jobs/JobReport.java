package io.nightshift.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightshift.errors.StorageException;
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
 * @param settingsHash fingerprint of the settings, which run.json holds
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
        String settingsHash,
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
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * The report in a stored text; what a later version added is skipped.
     *
     * @throws StorageException when the text is no report
     */
    public static JobReport parse(String json) {
        try {
            return JSON.readValue(json, JobReport.class);
        } catch (JsonProcessingException malformed) {
            throw new StorageException(
                    "Cannot read a job's report: expected JSON as Nightshift writes it ("
                            + malformed.getOriginalMessage() + "); remove the file, nothing else depends on it",
                    malformed);
        }
    }

    /**
     * The size of one table.
     *
     * @param rows its rows
     * @param bytes of its files
     */
    public record TableSize(long rows, long bytes) {}
}
