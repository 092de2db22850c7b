package io.nightshift.jobs;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.RejectedException;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.ingest.InputFilesTable;
import io.nightshift.jobs.ingest.RefreshItemsJob;
import io.nightshift.jobs.ingest.SuppressionDigest;
import io.nightshift.jobs.recommend.rules.RulesJob;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.Warehouse;
import io.nightshift.warehouse.WarehouseRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the lists of a released date again without training: a new run takes every table of the released one over, except the items,
 * which are read afresh, and what the rules make of the ranked candidates.
 */
public final class Refilter {
    private final JobCatalog catalog;
    private final Warehouse warehouse;

    public Refilter(JobCatalog catalog, Warehouse warehouse) {
        this.catalog = catalog;
        this.warehouse = warehouse;
    }

    /**
     * Fills the night's run; publishing is up to the caller.
     *
     * @throws InputMissingException when the date has no release, or not all tables of its run are kept
     * @throws RejectedException when users were suppressed since the release was made
     * @throws SettingsException when the settings have a placement for which the release has no candidates
     */
    public List<JobReport> compute(Night night) {
        Release base = warehouse.releases().require(night.run().date());
        Run reader = night.reader();
        requireSuppression(base, reader);
        List<String> problems = PlacementsBefore.of(base)
                .problems(reader.settings().recommend().rules().placements());
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        WarehouseRun baseRun = warehouse
                .run(base.date(), base.runId())
                .orElseThrow(() -> new InputMissingException("Cannot refilter: run-id=" + base.runId() + " of "
                        + base.date() + ", expected the run behind release " + base.number()
                        + " to be kept; run the night again"));
        List<Job> jobs = new ArrayList<>();
        if (!reader.settings().inputs().items().isEmpty()) {
            jobs.add(new RefreshItemsJob(baseRun.read(reader.spark(), InputFilesTable.CONTRACT)));
        }
        jobs.add(new RulesJob());
        Nightly.requireUsable(night, jobs);
        Set<Contract> again =
                jobs.stream().flatMap(job -> job.writes().stream()).collect(Collectors.toSet());
        catalog.tables().stream().filter(table -> !again.contains(table)).forEach(table -> night.run()
                .carry(table, baseRun));
        return Nightly.compute(night, jobs);
    }

    private static void requireSuppression(Release base, Run reader) {
        String now = SuppressionDigest.current(reader.spark(), reader.settings(), base.date());
        if (!base.suppression().digest().equals(now)) {
            throw new RejectedException("Cannot refilter: release " + base.number()
                    + ", expected one made with the suppression list of now, but it may bring back users who have been"
                    + " suppressed since; run the night again for " + base.date());
        }
    }
}
