package io.nightshift.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nightshift.errors.ExitCode;
import io.nightshift.errors.StorageException;
import io.nightshift.spark.Progress;
import io.nightshift.warehouse.Manifest;
import io.nightshift.warehouse.WarehouseRun;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what one step of a night has to report and stores it when the step ends. */
public final class JobReporter {
    private static final Logger LOG = LoggerFactory.getLogger(JobReporter.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FORMAT = 1;

    private final String job;
    private final WarehouseRun run;
    private final SparkSession spark;
    private final Progress progress;
    private final String attempt = UUID.randomUUID().toString();
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<String, JobReport.TableSize> tables = new TreeMap<>();
    private final Map<String, Double> figures = new TreeMap<>();
    private boolean kept;

    JobReporter(String job, WarehouseRun run, SparkSession spark, Progress progress) {
        this.job = job;
        this.run = run;
        this.spark = spark;
        this.progress = progress;
    }

    /** Nothing was computed because everything was there. */
    void keep() {
        kept = true;
    }

    /** A table that the step left in the run. */
    void table(Manifest manifest) {
        tables.put(manifest.table(), new JobReport.TableSize(manifest.rows(), manifest.bytes()));
    }

    /** Figures by name; a later one of the same name counts. */
    public void figures(Map<String, Double> more) {
        figures.putAll(more);
    }

    JobReport done() {
        JobReport report = report(ExitCode.DONE, "");
        progress.end(kept ? "kept" : ExitCode.DONE.word());
        store(report);
        return report;
    }

    /** A report that cannot be stored goes to the log: the failure itself must stay what the user sees. */
    void failed(Throwable failure) {
        ExitCode code = ExitCode.of(failure);
        progress.end(code.word());
        JobReport report = report(code, String.valueOf(failure.getMessage()));
        try {
            store(report);
        } catch (RuntimeException unstored) {
            LOG.warn("The report of {} could not be stored ({}); it reads {}", job, unstored.getMessage(), report);
        }
    }

    private void store(JobReport report) {
        try {
            run.report(job, attempt, JSON.writeValueAsString(report));
        } catch (JsonProcessingException broken) {
            throw new StorageException("Cannot write the report of " + job, broken);
        }
    }

    private JobReport report(ExitCode code, String message) {
        return new JobReport(
                FORMAT,
                job,
                run.date().toString(),
                run.runId().toString(),
                attempt,
                run.settingsHash(),
                CodeVersion.current(),
                spark.version(),
                System.getProperty("java.version"),
                code.word(),
                message,
                startedAt.toString(),
                (System.nanoTime() - startedNanos) / 1e9,
                kept,
                tables,
                figures,
                progress.work());
    }
}
