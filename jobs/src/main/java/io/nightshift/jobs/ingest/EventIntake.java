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

    /**
     * The judged rows by source, outcome and day, with the kept and those that fall to duplicates and caps still without an outcome; only
     * these have a day.
     */
    Dataset<Row> judgedTally() {
        Column openDay = when(Intake.isOpen(), col(EventsTable.EVENT_DATE)).as(EventsTable.EVENT_DATE);
        return judged.groupBy(col(Intake.SOURCE), col(Intake.OUTCOME), openDay)
                .agg(count(lit(1)).as(ROWS))
                .select(Intake.SOURCE, Intake.OUTCOME, ROWS, EventsTable.EVENT_DATE);
    }

    /** How many rows of {@link #judgedTally} are open. */
    static long openRows(Dataset<Row> judgedTally) {
        return judgedTally
                .filter(Intake.isOpen())
                .agg(coalesce(sum(ROWS), lit(0L)))
                .first()
                .getLong(0);
    }

    /** The open rows, each with its final outcome now; newest first within a user. */
    private Dataset<Row> classified(long openRows) {
        Dataset<Row> open = judged.filter(Intake.isOpen());
        Dataset<Row> byHistory =
                new UserHistories(settings.duplicates(), settings.maxEventsPerUser(), columns).of(open);
        return new ItemCap(settings.maxEventsPerItem()).of(byHistory, openRows);
    }

    /**
     * The kept rows with the columns of {@link EventsTable}.
     *
     * @param openRows as {@link #openRows} counts them
     */
    Dataset<Row> kept(long openRows) {
        return Intake.kept(EventsTable.CONTRACT, classified(openRows));
    }

    /**
     * The rows by source, outcome and day (null for rows that are not kept). When as many rows are stored as were open, none was a
     * duplicate or capped; otherwise the histories are gone through once more.
     *
     * @param judgedTally of {@link #judgedTally}, held
     * @param openRows as {@link #openRows} counts them
     * @param storedRows rows of {@link EventsTable}
     */
    Dataset<Row> tally(Dataset<Row> judgedTally, long openRows, long storedRows) {
        if (openRows == storedRows) {
            return judgedTally.withColumn(Intake.OUTCOME, coalesce(col(Intake.OUTCOME), Outcome.KEPT.asColumn()));
        }
        return judgedTally.filter(not(Intake.isOpen())).unionAll(classifiedByDay(openRows));
    }

    private Dataset<Row> classifiedByDay(long openRows) {
        Column keptDay = when(Intake.isKept(), col(EventsTable.EVENT_DATE)).as(EventsTable.EVENT_DATE);
        return classified(openRows)
                .groupBy(col(Intake.SOURCE), col(Intake.OUTCOME), keptDay)
                .agg(count(lit(1)).as(ROWS))
                .select(Intake.SOURCE, Intake.OUTCOME, ROWS, EventsTable.EVENT_DATE);
    }
}
