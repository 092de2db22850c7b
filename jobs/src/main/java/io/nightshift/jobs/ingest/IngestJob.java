package io.nightshift.jobs.ingest;

import io.nightshift.contract.Contract;
import io.nightshift.errors.SettingsException;
import io.nightshift.input.UnreadableInput;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns the inputs into the typed tables of the run. Steps, with the rows after each:
 *
 * <ol>
 *   <li>map and check each source: the table's columns, source, outcome so far, raw text of malformed rows
 *   <li>suppress: rows of suppressed users are marked and emptied, whatever else they are
 *   <li>items and users: one row each; events: unknown items, gathered by user, the one shuffle of events
 *   <li>check: {@link QuarantineTable}, not too many bad rows
 *   <li>events: duplicates and the caps of users and items; {@link EventsTable} with the kept rows
 *   <li>count: {@link InputOutcomesTable}, {@link InputDaysTable}, events up to the run date
 *   <li>{@link ItemsTable}, {@link UsersTable} with the kept rows and those of the events
 * </ol>
 *
 * Each source is read once.
 */
public final class IngestJob implements Job {
    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String description() {
        return "Reads the inputs, checks every row, and stores typed events, items and users of the run";
    }

    @Override
    public List<Contract> reads() {
        return List.of();
    }

    @Override
    public List<Contract> writes() {
        return List.of(
                InputFilesTable.CONTRACT,
                SuppressionListTable.CONTRACT,
                InputOutcomesTable.CONTRACT,
                InputDaysTable.CONTRACT,
                QuarantineTable.CONTRACT,
                EventsTable.CONTRACT,
                ItemsTable.CONTRACT,
                UsersTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("inputs", "ingest", "time-zone");
    }

    @Override
    public String inputFingerprint(Run run) {
        return ReadFiles.of(run.settings().inputs(), hadoop(run)).fingerprint();
    }

    /**
     * @throws SettingsException when no events are configured or a mapping does not fit its source
     * @throws io.nightshift.errors.InputMissingException when a source has no files
     * @throws io.nightshift.errors.InputBadException when a source is unreadable, has too many bad rows or is stale; the
     *     quarantine is then stored, items and users are not
     */
    @Override
    public void compute(Run run) {
        if (run.settings().inputs().events().isEmpty()) {
            throw new SettingsException(
                    "Cannot ingest: inputs.events=[], expected at least one source; add one to the settings file");
        }
        try (HeldRows held = new HeldRows()) {
            ingest(run, held);
        } catch (Exception failure) {
            throw UnreadableInput.explain(failure);
        }
    }

    private static void ingest(Run run, HeldRows held) {
        InputReading reading = new InputReading(run.spark(), run.settings(), run.date());
        InputChecks checks =
                new InputChecks(run.settings().inputs(), run.settings().ingest());
        ReadFiles files = ReadFiles.of(run.settings().inputs(), hadoop(run));
        files.figures().forEach(run::report);
        run.write(InputFilesTable.CONTRACT, files.table(run.spark()));
        Optional<Dataset<Row>> suppressed = reading.suppressed().map(held::hold);
        run.write(
                SuppressionListTable.CONTRACT,
                suppressed.map(Suppression::digest).orElseGet(() -> Suppression.noList(run.spark())));
        Optional<Dataset<Row>> items = reading.items().map(held::hold);
        Optional<Dataset<Row>> users = reading.users(suppressed).map(held::hold);
        EventIntake intake = reading.events(suppressed, items);
        Classified rows = new Classified(intake.judged(), items, users, suppressed);
        Dataset<Row> judged = held.hold(intake.judgedTally());
        run.write(QuarantineTable.CONTRACT, rows.quarantined());
        checks.requireFewBadRows(rows.outcomes(judged));

        long openRows = EventIntake.openRows(judged);
        Dataset<Row> events = run.write(EventsTable.CONTRACT, intake.kept(openRows));
        Dataset<Row> tally = held.hold(intake.tally(judged, openRows, run.rows(EventsTable.CONTRACT)));
        Dataset<Row> outcomes = run.write(InputOutcomesTable.CONTRACT, rows.outcomes(tally));
        InputOutcomesTable.figures(outcomes).forEach(run::report);
        Dataset<Row> days = run.write(InputDaysTable.CONTRACT, Classified.days(tally));
        checks.requireFreshEvents(days, outcomes, run.date())
                .ifPresent(age -> run.report("newest-event-age-days", age));
        writeItemsAndUsers(run, events, items, users);
    }

    private static void writeItemsAndUsers(
            Run run, Dataset<Row> events, Optional<Dataset<Row>> items, Optional<Dataset<Row>> users) {
        run.write(
                ItemsTable.CONTRACT,
                items.map(rows -> Intake.kept(ItemsTable.CONTRACT, rows)).orElseGet(() -> ItemRows.thoseOf(events)));
        run.write(
                UsersTable.CONTRACT,
                users.map(rows -> UserRows.withThoseOf(events, Intake.kept(UsersTable.CONTRACT, rows)))
                        .orElseGet(() -> UserRows.thoseOf(events)));
    }

    private static Configuration hadoop(Run run) {
        return run.spark().sparkContext().hadoopConfiguration();
    }
}
