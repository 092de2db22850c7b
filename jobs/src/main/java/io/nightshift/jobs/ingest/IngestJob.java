package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.col;

import io.nightshift.contract.Contract;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns the inputs into the typed tables of the run. Steps, with the rows after each:
 *
 * <ol>
 *   <li>map and check each source: the table's columns, source, outcome so far, raw text of malformed rows
 *   <li>suppress: rows of suppressed users are marked and emptied, whatever else they are
 *   <li>events: unknown items, then by user duplicates and the cap; items and users: one row each
 *   <li>count and check: {@link InputOutcomesTable}, {@link InputDaysTable}, {@link QuarantineTable}
 *   <li>write: {@link EventsTable}, {@link ItemsTable}, {@link UsersTable} with the kept rows
 * </ol>
 *
 * Each source is read once: the classified rows are held while they are counted and written.
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

    /**
     * @throws SettingsException when no events are configured or a mapping does not fit its source
     * @throws io.nightshift.errors.InputMissingException when a source has no files
     * @throws io.nightshift.errors.InputBadException when a source is unreadable, has too many bad rows or is stale; counts and
     *     quarantine are then stored, the rest is not
     */
    @Override
    public void compute(Run run) {
        if (run.settings().inputs().events().isEmpty()) {
            throw new SettingsException(
                    "Cannot ingest: inputs.events=[], expected at least one source; add one to the settings file");
        }
        InputReading reading = new InputReading(run.spark(), run.settings(), run.date());
        try (HeldRows held = new HeldRows()) {
            Optional<Dataset<Row>> suppressed = reading.suppressed().map(held::hold);
            Optional<Dataset<Row>> items = reading.items().map(held::hold);
            Optional<Dataset<Row>> users = reading.users(suppressed).map(held::hold);
            Dataset<Row> events = held.hold(reading.events(suppressed, items));
            checkInputs(run, new Classified(events, items, users, suppressed));
            writeTables(run, events, items, users);
        }
    }

    private static void checkInputs(Run run, Classified rows) {
        InputChecks checks =
                new InputChecks(run.settings().inputs(), run.settings().ingest());
        Dataset<Row> outcomes = run.write(InputOutcomesTable.CONTRACT, rows.outcomes());
        Dataset<Row> days = run.write(InputDaysTable.CONTRACT, rows.days());
        run.write(QuarantineTable.CONTRACT, rows.quarantined());
        checks.requireFewBadRows(outcomes);
        checks.requireFreshEvents(days, outcomes, run.date())
                .ifPresent(age -> run.report("ingest.newest-event-age-days", age));
    }

    private static void writeTables(
            Run run, Dataset<Row> events, Optional<Dataset<Row>> items, Optional<Dataset<Row>> users) {
        Dataset<Row> stored = run.write(EventsTable.CONTRACT, kept(EventsTable.CONTRACT, events));
        run.write(
                ItemsTable.CONTRACT,
                items.map(rows -> kept(ItemsTable.CONTRACT, rows)).orElseGet(() -> ItemRows.thoseOf(stored)));
        run.write(
                UsersTable.CONTRACT,
                users.map(rows -> UserRows.withThoseOf(stored, kept(UsersTable.CONTRACT, rows)))
                        .orElseGet(() -> UserRows.thoseOf(stored)));
    }

    private static Dataset<Row> kept(Contract contract, Dataset<Row> rows) {
        return rows.filter(Intake.isKept())
                .select(contract.columnNames().stream().map(name -> col(name)).toArray(Column[]::new));
    }
}
