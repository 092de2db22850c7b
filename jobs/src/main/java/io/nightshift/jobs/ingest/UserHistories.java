package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Goes through each user's events, newest first, and finds duplicates and what is beyond the cap. Rows that are gathered by user need
 * no shuffle.
 *
 * @param duplicates which rows are the same event
 * @param maxEventsPerUser at least 1
 */
record UserHistories(DuplicateRule duplicates, int maxEventsPerUser) {
    private static final String IS_REPEATED_ID = "_is_repeated_id";
    private static final String PLACE = "_place";
    private static final String TIED_PLACE = "_tied_place";
    private static final String DISTINCT_PLACE = "_distinct_place";
    private static final int SPREAD = 1024;

    /**
     * What rows are gathered by: the user of an open row. Rows that have an outcome lose their user id and are spread, so that
     * neither a missing id nor an excluded user gathers in one place.
     */
    static Dataset<Row> keyed(Dataset<Row> events) {
        Column hash = xxhash64(col(Intake.RAW), col(EventsTable.TIME), col(EventsTable.ITEM_ID));
        Column spread = concat(lit("\u0000"), hash.mod(SPREAD).cast("string"));
        return events.withColumn(
                EventsTable.USER_ID,
                when(Intake.isOpen(), col(EventsTable.USER_ID)).otherwise(spread));
    }

    /** All rows, each with an outcome; newest first within a user. */
    Dataset<Row> of(Dataset<Row> gathered, EventIds eventIds) {
        Dataset<Row> rows = eventIds == EventIds.MAPPED && duplicates != DuplicateRule.NONE
                ? gathered.withColumn(IS_REPEATED_ID, isRepeatedId())
                : gathered.withColumn(IS_REPEATED_ID, lit(false));
        // The source decides between equal rows, but must not make them different: hence it is only in this sort.
        List<Column> order = newestFirst();
        List<Column> physical = new ArrayList<>(List.of(col(EventsTable.USER_ID)));
        physical.addAll(order);
        physical.add(col(Intake.SOURCE));
        WindowSpec history = Window.partitionBy(col(EventsTable.USER_ID)).orderBy(order.toArray(Column[]::new));
        return rows.sortWithinPartitions(physical.toArray(Column[]::new))
                .withColumns(Map.of(
                        PLACE, row_number().over(history),
                        TIED_PLACE, rank().over(history),
                        DISTINCT_PLACE, dense_rank().over(history)))
                .withColumn(Intake.OUTCOME, coalesce(col(Intake.OUTCOME), outcome()))
                .drop(IS_REPEATED_ID, PLACE, TIED_PLACE, DISTINCT_PLACE);
    }

    private Column outcome() {
        boolean countsRows = duplicates != DuplicateRule.EVENT_ID_OR_COLUMNS;
        Column isRepeated = countsRows ? lit(false) : col(PLACE).gt(col(TIED_PLACE));
        return when(col(IS_REPEATED_ID).or(isRepeated), Outcome.DUPLICATE.asColumn())
                .when(col(countsRows ? PLACE : DISTINCT_PLACE).gt(maxEventsPerUser), Outcome.CAPPED_USER.asColumn())
                .otherwise(Outcome.KEPT.asColumn());
    }

    /** Of several rows with one event id the first to arrive stays, so that a replay changes nothing. */
    private static Column isRepeatedId() {
        List<Column> order = new ArrayList<>(List.of(col(EventsTable.KNOWN_AT).asc_nulls_last()));
        columnsButUser().forEach(name -> order.add(col(name).asc_nulls_last()));
        order.add(col(Intake.SOURCE));
        Column place = row_number()
                .over(Window.partitionBy(col(EventsTable.USER_ID), col(EventsTable.EVENT_ID))
                        .orderBy(order.toArray(Column[]::new)));
        return Intake.isOpen().and(col(EventsTable.EVENT_ID).isNotNull()).and(place.gt(1));
    }

    /** A total order over all columns, so that equal rows are neighbours. */
    private static List<Column> newestFirst() {
        List<Column> order = new ArrayList<>(
                List.of(col(IS_REPEATED_ID), col(EventsTable.TIME).desc()));
        columnsButUser().filter(name -> !name.equals(EventsTable.TIME)).forEach(name -> order.add(col(name)));
        return order;
    }

    private static Stream<String> columnsButUser() {
        return EventsTable.CONTRACT.columnNames().stream()
                .filter(name -> !name.equals(EventsTable.USER_ID) && !name.equals(EventsTable.EVENT_DATE));
    }

    /** Whether any source says what an event's id is. */
    enum EventIds {
        MAPPED,
        ABSENT
    }
}
