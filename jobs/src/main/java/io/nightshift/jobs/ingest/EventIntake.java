package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.nightshift.jobs.ingest.UserHistories.EventIds;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The events between reading and storing: every row of the input, gathered by user, read from its source once.
 *
 * @param judged the rows in their {@link Intake} shape, as each is on its own: open ones have no outcome yet
 * @param settings for duplicates and caps
 * @param eventIds whether any source has ids of events
 */
record EventIntake(Dataset<Row> judged, IngestSettings settings, EventIds eventIds) {
    static final String ROWS = "_rows";

    /** The judged rows by source and outcome, with the kept and those that fall to duplicates and caps still without one. */
    Dataset<Row> judgedTally() {
        return judged.groupBy(Intake.SOURCE, Intake.OUTCOME)
                .agg(count(lit(1)).as(ROWS))
                .withColumn(EventsTable.EVENT_DATE, lit(null).cast("date"));
    }

    /** Every row with its final outcome; the kept newest first within a user. */
    Dataset<Row> classified() {
        Dataset<Row> byHistory =
                new UserHistories(settings.duplicates(), settings.maxEventsPerUser()).of(judged, eventIds);
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
        if (openRows.getLong(0) > 1 || openRows.getLong(1) != storedRows) {
            return classified()
                    .groupBy(Intake.SOURCE, Intake.OUTCOME, EventsTable.EVENT_DATE)
                    .agg(count(lit(1)).as(ROWS));
        }
        Dataset<Row> keptByDay =
                stored.groupBy(EventsTable.EVENT_DATE).agg(count(lit(1)).as(ROWS));
        return judgedTally
                .filter(col(Intake.OUTCOME).isNotNull())
                .select(col(Intake.SOURCE), col(Intake.OUTCOME), col(EventsTable.EVENT_DATE), col(ROWS))
                .unionAll(open.select(Intake.SOURCE)
                        .crossJoin(keptByDay)
                        .select(
                                col(Intake.SOURCE),
                                Outcome.KEPT.asColumn().as(Intake.OUTCOME),
                                col(EventsTable.EVENT_DATE),
                                col(ROWS)));
    }
}
