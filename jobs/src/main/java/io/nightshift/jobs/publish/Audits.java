package io.nightshift.jobs.publish;

import io.nightshift.contract.Audit;
import io.nightshift.contract.Contract;
import io.nightshift.contract.ContractAudit;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.warehouse.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every check that a run's tables must pass before readers see them, each made on rows read back from storage. */
final class Audits {
    private final Run run;
    private final PublishSettings settings;

    Audits(Run run, PublishSettings settings) {
        this.run = run;
        this.settings = settings;
    }

    /** What each check found: the contract's checks, the job's own, and the number of rows beside the live release's. */
    List<Audit> of(List<Job> jobs, Optional<Release> live) {
        List<Audit> results = new ArrayList<>();
        for (Job job : jobs) {
            for (Contract table : job.writes()) {
                if (table.released()) {
                    results.addAll(ContractAudit.of(table, run.table(table)));
                    live.filter(release -> job.isSteady(table, run))
                            .flatMap(release -> rowCount(table, release))
                            .ifPresent(results::add);
                }
            }
            results.addAll(job.audit(run));
        }
        return results;
    }

    /** Nothing to compare with when the release has no such table or no row in it. */
    private Optional<Audit> rowCount(Contract table, Release live) {
        long rows = run.rows(table);
        return live.table(table.table())
                .filter(last -> last.rows() > 0)
                .map(last -> new Audit(
                        table.table(),
                        "row-count",
                        rows <= last.rows() * settings.rowCountFactor()
                                && rows >= last.rows() / settings.rowCountFactor(),
                        String.format(
                                Locale.ROOT,
                                "%d rows, release %d has %d; publish.row-count-factor=%s",
                                rows,
                                live.number(),
                                last.rows(),
                                settings.rowCountFactor())));
    }
}
