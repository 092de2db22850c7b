package io.nightshift.jobs;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.spark.Progress;
import io.nightshift.warehouse.Fingerprint;
import io.nightshift.warehouse.Manifest;
import io.nightshift.warehouse.WarehouseRun;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.slf4j.MDC;

/**
 * One process's work on one run: computes jobs and keeps what is finished already. A step ends with a report in the run's folder,
 * on success and on failure.
 */
public final class Night {
    private final LoadedSettings loaded;
    private final SparkSession spark;
    private final WarehouseRun run;
    private final Progress progress;
    private final Map<String, Double> lastSeconds;

    /**
     * @param loaded the settings that the run was started with
     * @param lastSeconds how long each step took in the live release; serves the guess of the remaining time only
     */
    public Night(
            LoadedSettings loaded,
            SparkSession spark,
            WarehouseRun run,
            Progress progress,
            Map<String, Double> lastSeconds) {
        this.loaded = loaded;
        this.spark = spark;
        this.run = run;
        this.progress = progress;
        this.lastSeconds = lastSeconds;
    }

    /** The run that this process works on. */
    public WarehouseRun run() {
        return run;
    }

    /**
     * Computes a job, unless all its tables are there already with the same fingerprint.
     *
     * @throws InputMissingException when the run has no finished table of one that the job reads
     * @throws io.nightshift.errors.SettingsException when a table is there that other settings, code or inputs gave
     */
    public JobReport compute(Job job) {
        return step(job.name(), report -> {
            StoredRun view = new StoredRun(run, loaded.settings(), spark, fingerprint(job));
            try {
                if (finished(job, view)) {
                    report.keep();
                } else {
                    job.compute(view);
                }
            } finally {
                report.figures(view.figures());
            }
            job.writes().forEach(table -> report.table(required(table)));
        });
    }

    /** A view of the run that can be read and not written, for audits. */
    public Run reader() {
        return new StoredRun(run, loaded.settings(), spark, "");
    }

    /** Does one step of the night with progress on the terminal, names in the log and a report at its end. */
    public JobReport step(String name, Consumer<JobReporter> work) {
        MDC.put("run", run.date() + "/" + run.runId());
        MDC.put("job", name);
        spark.sparkContext().setJobGroup(name, name, true);
        progress.begin(name, Optional.ofNullable(lastSeconds.get(name)));
        JobReporter reporter = new JobReporter(name, run, spark, progress);
        try {
            work.accept(reporter);
            return reporter.done();
        } catch (RuntimeException | Error failure) {
            reporter.failed(failure);
            throw failure;
        } finally {
            spark.sparkContext().clearJobGroup();
            MDC.remove("job");
            MDC.remove("run");
        }
    }

    private boolean finished(Job job, StoredRun view) {
        return job.writes().stream()
                .allMatch(table -> run.finished(table, view.fingerprint()).isPresent());
    }

    private String fingerprint(Job job) {
        Fingerprint fingerprint = Fingerprint.start()
                .with("job", job.name())
                .with("date", run.date())
                .with("code", CodeVersion.current())
                .with("settings", loaded.textOf(job.settings()));
        job.reads()
                .forEach(
                        table -> fingerprint.with(table.table(), required(table).digest()));
        return fingerprint.with("inputs", job.inputFingerprint(reader())).hex();
    }

    private Manifest required(Contract table) {
        return run.manifest(table)
                .orElseThrow(() -> new InputMissingException("Cannot find table of the run: table=" + table.table()
                        + ", expected it to be finished in run-id=" + run.runId() + " of " + run.date()
                        + "; run the job that writes it first (nightshift jobs lists them)"));
    }
}
