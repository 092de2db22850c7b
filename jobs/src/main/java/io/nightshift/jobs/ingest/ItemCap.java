package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Leaves out the oldest events of items that have too many. Only the events of such items are shuffled, to find where each item's
 * newest events end; the others stay where they are.
 *
 * @param maxEventsPerItem at least 1
 */
record ItemCap(long maxEventsPerItem) {
    private static final String ITEM = "_heavy_item";
    private static final String EVENTS = "_events";
    private static final String AGE = "_age";
    private static final String PLACE = "_place";
    private static final String FIRST_OUT = "_first_out";

    /**
     * The same rows in the same places; kept events beyond the cap become {@link Outcome#CAPPED_ITEM}.
     *
     * @param events classified events, read three times when there are more of them than one item may have
     * @param most at least the number of kept ones: no item can have more events than there are
     */
    Dataset<Row> of(Dataset<Row> events, long most) {
        if (most <= maxEventsPerItem) {
            return events;
        }
        Dataset<Row> kept = events.filter(Intake.isKept());
        Dataset<Row> heavy = kept.groupBy(col(EventsTable.ITEM_ID).as(ITEM))
                .agg(count(lit(1)).as(EVENTS))
                .filter(col(EVENTS).gt(maxEventsPerItem))
                .select(ITEM);
        Column place = row_number().over(Window.partitionBy(ITEM).orderBy(AGE));
        Dataset<Row> firstOut = kept.join(
                        broadcast(heavy), kept.col(EventsTable.ITEM_ID).equalTo(heavy.col(ITEM)))
                .select(col(ITEM), age().as(AGE))
                .withColumn(PLACE, place)
                .filter(col(PLACE).equalTo(maxEventsPerItem + 1))
                .select(col(ITEM), col(AGE).as(FIRST_OUT));
        Column isOut = Intake.isKept().and(coalesce(age().geq(col(FIRST_OUT)), lit(false)));
        return events.join(
                        broadcast(firstOut), events.col(EventsTable.ITEM_ID).equalTo(firstOut.col(ITEM)), "left_outer")
                .withColumn(
                        Intake.OUTCOME,
                        when(isOut, Outcome.CAPPED_ITEM.asColumn()).otherwise(col(Intake.OUTCOME)))
                .drop(ITEM, FIRST_OUT);
    }

    /** Newest first, then by every other column, so that the cut is the same in every run. */
    private static Column age() {
        List<Column> order =
                new ArrayList<>(List.of(unix_micros(col(EventsTable.TIME)).multiply(-1)));
        EventsTable.CONTRACT.columnNames().stream()
                .filter(name -> !name.equals(EventsTable.TIME) && !name.equals(EventsTable.ITEM_ID))
                .forEach(name -> order.add(col(name)));
        return struct(order.toArray(Column[]::new));
    }
}
