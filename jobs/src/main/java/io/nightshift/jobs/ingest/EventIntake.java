package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The events between reading and storing: every row of the input, gathered by user, read from its source once.
 *
 * @param judged the rows in their {@link Intake} shape, as each is on its own: open ones have no outcome yet
 * @param settings for duplicates and caps
 * @param columns the columns of {@link EventsTable} that any source maps, less the user
 */
record EventIntake(Dataset<Row> judged, IngestSettings settings, List<String> columns) {
    static final String ROWS = "_rows";

    /** The judged rows by source and outcome, with the kept and those that fall to duplicates and caps still without one. */
    Dataset<Row> judgedTally() {
        return judged.groupBy(Intake.SOURCE, Intake.OUTCOME)
                .agg(count(lit(1)).as(ROWS))
                .withColumn(EventsTable.EVENT_DATE, lit(null).cast("date"));
    }

    /** The open rows, each with its final outcome now; newest first within a user. */
    private Dataset<Row> classified() {
        Dataset<Row> open = judged.filter(Intake.isOpen());
        Dataset<Row> byHistory =
                new UserHistories(settings.duplicates(), settings.maxEventsPerUser(), columns).of(open);
        return new ItemCap(settings.maxEventsPerItem()).of(byHistory);
    }

    /** The kept rows with the columns of {@link EventsTable}. */
    Dataset<Row> kept() {
        return Intake.kept(EventsTable.CONTRACT, classified());
    }

    /**
     * The rows by source, outcome and day (null for rows that are not kept). When as many rows are stored as were open, none was a
     * duplicate or capped, and the stored rows say all about the kept; otherwise the histories are gone through once more.
     *
     * @param judgedTally of {@link #judgedTally}, held
     * @param stored rows of {@link EventsTable}
     * @param storedRows their number
     */
    Dataset<Row> tally(Dataset<Row> judgedTally, Dataset<Row> stored, long storedRows) {
        Dataset<Row> open = judgedTally.filter(Intake.isOpen());
        Row openRows = open.agg(count(lit(1)), coalesce(sum(ROWS), lit(0L))).first();
        boolean allAreStored = openRows.getLong(0) <= 1 && openRows.getLong(1) == storedRows;
        return judgedTally
                .filter(not(Intake.isOpen()))
                .unionAll(allAreStored ? keptByDay(open, stored) : classifiedByDay());
    }

    private static Dataset<Row> keptByDay(Dataset<Row> oneSource, Dataset<Row> stored) {
        return oneSource
                .select(Intake.SOURCE)
                .crossJoin(
                        stored.groupBy(EventsTable.EVENT_DATE).agg(count(lit(1)).as(ROWS)))
                .select(
                        col(Intake.SOURCE),
                        Outcome.KEPT.asColumn().as(Intake.OUTCOME),
                        col(ROWS),
                        col(EventsTable.EVENT_DATE));
    }

    private Dataset<Row> classifiedByDay() {
        Column keptDay = when(Intake.isKept(), col(EventsTable.EVENT_DATE)).as(EventsTable.EVENT_DATE);
        return classified()
                .groupBy(col(Intake.SOURCE), col(Intake.OUTCOME), keptDay)
                .agg(count(lit(1)).as(ROWS))
                .select(Intake.SOURCE, Intake.OUTCOME, ROWS, EventsTable.EVENT_DATE);
    }
}
