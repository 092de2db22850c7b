package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of all inputs, for the tables that account for them.
 *
 * @param events every row of the events input in its {@link Intake} shape; those that nothing speaks against may be open
 * @param items every row of the items input with its outcome, when there is one
 * @param users every row of the users input with its outcome, when there is one
 * @param suppression every row of the suppression list with its outcome, when there is one
 */
record Classified(
        Dataset<Row> events,
        Optional<Dataset<Row>> items,
        Optional<Dataset<Row>> users,
        Optional<Dataset<Row>> suppression) {

    /**
     * Rows of {@link InputOutcomesTable}.
     *
     * @param eventTally the events by source and outcome with their number, from {@link EventIntake}
     */
    Dataset<Row> outcomes(Dataset<Row> eventTally) {
        Dataset<Row> counts = tallied(EventRows.INPUT, eventTally);
        for (Input input : others()) {
            counts = counts.unionAll(tallied(input.name(), tally(input.rows())));
        }
        return counts;
    }

    /** Rows of {@link InputOutcomesTable} for the items input alone. */
    static Dataset<Row> outcomesOfItems(Dataset<Row> items) {
        return tallied(ItemRows.INPUT, tally(items));
    }

    private static Dataset<Row> tally(Dataset<Row> rows) {
        return rows.groupBy(Intake.SOURCE, Intake.OUTCOME).agg(count(lit(1)).as(EventIntake.ROWS));
    }

    private static Dataset<Row> tallied(String input, Dataset<Row> tally) {
        Column outcome = coalesce(col(Intake.OUTCOME), Outcome.KEPT.asColumn());
        return tally.groupBy(col(Intake.SOURCE), outcome.as(Intake.OUTCOME))
                .agg(sum(EventIntake.ROWS).as(InputOutcomesTable.ROWS))
                .select(
                        lit(input).as(InputOutcomesTable.INPUT),
                        col(Intake.SOURCE).as(InputOutcomesTable.SOURCE),
                        col(Intake.OUTCOME).as(InputOutcomesTable.OUTCOME),
                        Outcome.kindOf(col(Intake.OUTCOME)).as(InputOutcomesTable.KIND),
                        col(InputOutcomesTable.ROWS));
    }

    /** Rows of {@link InputDaysTable}. */
    static Dataset<Row> days(Dataset<Row> eventTally) {
        return eventTally
                .filter(Intake.isKept())
                .select(
                        lit(EventRows.INPUT).as(InputDaysTable.INPUT),
                        col(Intake.SOURCE).as(InputDaysTable.SOURCE),
                        col(EventsTable.EVENT_DATE),
                        col(EventIntake.ROWS).as(InputDaysTable.ROWS));
    }

    /** Rows of {@link QuarantineTable}. */
    Dataset<Row> quarantined() {
        Dataset<Row> rows = quarantined(new Input(EventRows.INPUT, events));
        for (Input input : others()) {
            rows = rows.unionAll(quarantined(input));
        }
        return rows;
    }

    private static Dataset<Row> quarantined(Input input) {
        return input.rows()
                .filter(not(Intake.isOpen()))
                .filter(Outcome.kindOf(col(Intake.OUTCOME)).equalTo(Outcome.KIND_QUARANTINED))
                .select(
                        lit(input.name()).as(QuarantineTable.INPUT),
                        col(Intake.SOURCE).as(QuarantineTable.SOURCE),
                        col(Intake.OUTCOME).as(QuarantineTable.REASON),
                        col(Intake.RAW).as(QuarantineTable.RAW));
    }

    private List<Input> others() {
        return Stream.of(
                        items.map(rows -> new Input(ItemRows.INPUT, rows)),
                        users.map(rows -> new Input(UserRows.INPUT, rows)),
                        suppression.map(rows -> new Input(Suppression.INPUT, rows)))
                .flatMap(Optional::stream)
                .toList();
    }

    private record Input(String name, Dataset<Row> rows) {}
}
