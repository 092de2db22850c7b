package io.nightshift.jobs.command;

import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.Night;
import io.nightshift.jobs.publish.Durations;
import io.nightshift.spark.OpenSession;
import io.nightshift.spark.Progress;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The session, the warehouse and the run of a process that computes; closing it ends the session. */
final class OpenNight implements AutoCloseable {
    private final LoadedSettings loaded;
    private final OpenSession session;
    private final Warehouse warehouse;
    private final Progress progress;
    private final Night night;

    private OpenNight(LoadedSettings loaded, OpenSession session, LocalDate date, RunId runId) {
        this.loaded = loaded;
        this.session = session;
        SparkSession spark = session.spark();
        this.warehouse = Warehouse.open(
                loaded.settings().warehouse(), spark.sparkContext().hadoopConfiguration());
        this.progress = Progress.of(spark);
        this.night = new Night(loaded, spark, warehouse.joinRun(date, runId, loaded.start()), progress, lastSeconds());
    }

    /**
     * Starts the session and starts or joins the run.
     *
     * @throws SettingsException when the run was started with other settings
     */
    static OpenNight of(LoadedSettings loaded, LocalDate date, RunId runId) {
        OpenSession session = OpenSession.of(
                "nightshift " + date + " " + runId, loaded.settings().spark());
        try {
            return new OpenNight(loaded, session, date, runId);
        } catch (RuntimeException | Error failed) {
            session.close();
            throw failed;
        }
    }

    LoadedSettings loaded() {
        return loaded;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Night night() {
        return night;
    }

    private Map<String, Double> lastSeconds() {
        return warehouse.releases().live().map(Durations::of).orElse(Map.of());
    }

    @Override
    public void close() {
        progress.close();
        session.close();
    }
}
