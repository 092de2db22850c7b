package io.nightshift.jobs;

import io.nightshift.contract.Audit;
import io.nightshift.contract.Contract;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * One step of a night. It declares what it reads and writes, from which {@link JobCatalog} derives the order, and has four moves:
 * read its tables from the run, transform them with pure functions, check, write the results back to the run.
 */
public interface Job {
    /** The name on the command line and in the report, kebab case. */
    String name();

    /** What the job does, one sentence for {@code nightshift jobs}. */
    String description();

    /** The tables of the same run that it reads. */
    List<Contract> reads();

    /** The tables that it writes; every one of them in every run, empty ones too. */
    List<Contract> writes();

    /** The paths below {@code nightshift} of the settings that its results depend on; they are part of its fingerprint. */
    List<String> settings();

    /**
     * Problems of its settings that only a session can see, such as those of expressions; one line each, told before any job
     * computes.
     */
    default List<String> settingsProblems(NightshiftSettings settings, SparkSession spark) {
        return List.of();
    }

    /** Computes the job for one run. */
    void compute(Run run);

    /** What identifies the inputs it reads besides tables (path, length and modification time of each file); empty for most jobs. */
    default String inputFingerprint(Run run) {
        return "";
    }

    /** Whether a table of the run has as many rows as in other nights; not where settings leave it out of the run. */
    default boolean isSteady(Contract table, Run run) {
        return true;
    }

    /** Checks of its finished tables beyond their contracts; publishing runs them on tables read back from storage. */
    default List<Audit> audit(Run run) {
        return List.of();
    }
}
