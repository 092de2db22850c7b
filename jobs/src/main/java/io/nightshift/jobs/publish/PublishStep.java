package io.nightshift.jobs.publish;

import io.nightshift.errors.RejectedException;
import io.nightshift.input.InputFile;
import io.nightshift.jobs.JobCatalog;
import io.nightshift.jobs.JobReport;
import io.nightshift.jobs.JobReporter;
import io.nightshift.jobs.Night;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.evaluate.Figure;
import io.nightshift.jobs.evaluate.Gate;
import io.nightshift.jobs.evaluate.ModelMetricsTable;
import io.nightshift.jobs.ingest.InputFilesTable;
import io.nightshift.jobs.ingest.SuppressionListTable;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.ReleaseDraft;
import io.nightshift.warehouse.Suppression;
import io.nightshift.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a night: audits every released table as stored, compares the models with their baselines, and creates the next
 * release. Nothing is remembered between two tries, and readers notice nothing until the release exists.
 */
public final class PublishStep {
    /** Its name in reports, beside the jobs'. */
    public static final String NAME = "publish";

    private static final Logger LOG = LoggerFactory.getLogger(PublishStep.class);

    private final Night night;
    private final Warehouse warehouse;
    private final JobCatalog catalog = JobCatalog.standard();

    public PublishStep(Night night, Warehouse warehouse) {
        this.night = night;
        this.warehouse = warehouse;
    }

    /**
     * Publishes the night's run.
     *
     * @param reports of the jobs that this process computed, for the release's durations; may be empty
     * @return the release; an earlier one when the run was released already
     * @throws RejectedException when an audit or a gate failed, naming each
     * @throws io.nightshift.errors.SupersededException when another run was released meanwhile
     */
    public Release publish(List<JobReport> reports, ReleaseDraft.Promotion promotion) {
        AtomicReference<Release> released = new AtomicReference<>();
        night.step(NAME, reporter -> released.set(publish(reports, promotion, reporter)));
        return released.get();
    }

    private Release publish(List<JobReport> reports, ReleaseDraft.Promotion promotion, JobReporter reporter) {
        Run run = night.reader();
        Optional<CatalogViews> views =
                run.settings().publish().catalogDatabase().map(database -> new CatalogViews(run.spark(), database));
        views.ifPresent(CatalogViews::requireLastingCatalog);
        Findings findings = findings(run);
        reporter.figures(findings.reported());
        findings.requirePassed();
        Map<String, Double> metrics = new TreeMap<>(Durations.asMetrics(reports));
        Release release = night.run()
                .publish(new ReleaseDraft(
                        catalog.releasedTables(),
                        new Suppression(
                                run.table(SuppressionListTable.CONTRACT).first().getAs(SuppressionListTable.DIGEST)),
                        inputFiles(run),
                        metrics,
                        findings.audits(),
                        promotion));
        views.ifPresent(shown -> shown.follow(warehouse));
        LOG.info(
                "Release {} of {} holds run {}{}",
                release.number(),
                release.date(),
                release.runId(),
                release.live() ? "" : ", not live");
        return release;
    }

    /** As many as the settings' paths match: one entry each in the release file. */
    private static Map<String, List<InputFile>> inputFiles(Run run) {
        return run
                .table(InputFilesTable.CONTRACT)
                .orderBy(InputFilesTable.INPUT, InputFilesTable.PATH)
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.getAs(InputFilesTable.INPUT),
                        Collectors.mapping(InputFilesTable::file, Collectors.toList())));
    }

    private Findings findings(Run run) {
        List<Figure> figures = Figure.all(run.table(ModelMetricsTable.CONTRACT));
        return new Findings(
                new Audits(run, run.settings().publish())
                        .of(catalog.jobs(), warehouse.releases().live()),
                figures,
                Gate.verdicts(figures, run.settings().evaluate().gate()));
    }
}
