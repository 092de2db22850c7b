package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All rows of all inputs, each with its outcome in the {@link Intake} columns.
 *
 * @param events every row of the events input
 * @param items every row of the items input, when there is one
 * @param users every row of the users input, when there is one
 * @param suppression every row of the suppression list, when there is one
 */
record Classified(
        Dataset<Row> events,
        Optional<Dataset<Row>> items,
        Optional<Dataset<Row>> users,
        Optional<Dataset<Row>> suppression) {

    /** Rows of {@link InputOutcomesTable}. */
    Dataset<Row> outcomes() {
        return ofEachInput(input -> input.rows()
                .groupBy(lit(input.name()).as(InputOutcomesTable.INPUT), col(Intake.SOURCE), col(Intake.OUTCOME))
                .agg(count(lit(1)).as(InputOutcomesTable.ROWS))
                .select(
                        col(InputOutcomesTable.INPUT),
                        col(Intake.SOURCE).as(InputOutcomesTable.SOURCE),
                        col(Intake.OUTCOME).as(InputOutcomesTable.OUTCOME),
                        Outcome.kindOf(col(Intake.OUTCOME)).as(InputOutcomesTable.KIND),
                        col(InputOutcomesTable.ROWS)));
    }

    /** Rows of {@link InputDaysTable}. */
    Dataset<Row> days() {
        return events.filter(Intake.isKept())
                .groupBy(
                        lit(EventRows.INPUT).as(InputDaysTable.INPUT),
                        col(Intake.SOURCE).as(InputDaysTable.SOURCE),
                        col(EventsTable.EVENT_DATE))
                .agg(count(lit(1)).as(InputDaysTable.ROWS));
    }

    /** Rows of {@link QuarantineTable}. */
    Dataset<Row> quarantined() {
        return ofEachInput(input -> input.rows()
                .filter(Outcome.kindOf(col(Intake.OUTCOME)).equalTo(Outcome.KIND_QUARANTINED))
                .select(
                        lit(input.name()).as(QuarantineTable.INPUT),
                        col(Intake.SOURCE).as(QuarantineTable.SOURCE),
                        col(Intake.OUTCOME).as(QuarantineTable.REASON),
                        col(Intake.RAW).as(QuarantineTable.RAW)));
    }

    private Dataset<Row> ofEachInput(Function<Input, Dataset<Row>> query) {
        BinaryOperator<Dataset<Row>> union = Dataset::unionAll;
        return Stream.of(
                        Optional.of(new Input(EventRows.INPUT, events)),
                        items.map(rows -> new Input(ItemRows.INPUT, rows)),
                        users.map(rows -> new Input(UserRows.INPUT, rows)),
                        suppression.map(rows -> new Input(Suppression.INPUT, rows)))
                .flatMap(Optional::stream)
                .map(query)
                .reduce(union)
                .orElseThrow();
    }

    private record Input(String name, Dataset<Row> rows) {}
}
