package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Marks the events of items that the items input does not know or leaves out. */
final class KnownItems {
    private static final String ID = "_known_item_id";
    private static final String IS_KEPT = "_is_kept";

    private KnownItems() {}

    /**
     * The events with an outcome for those whose item is not kept; others as they were.
     *
     * @param items the classified rows of the items input
     * @param maxBroadcast up to so many items their ids are sent to every executor and the events stay where they are; beyond, the
     *     events are shuffled by item
     */
    static Dataset<Row> mark(Dataset<Row> events, Dataset<Row> items, int maxBroadcast) {
        Dataset<Row> known = items.filter(col(Intake.OUTCOME).isin(Outcome.KEPT.id(), Outcome.EXCLUDED.id()))
                .groupBy(col(ItemsTable.ITEM_ID).as(ID))
                .agg(max(Intake.isKept()).as(IS_KEPT));
        Dataset<Row> ids = items.count() <= maxBroadcast ? broadcast(known) : known;
        Column itemOutcome = when(col(ID).isNull(), Outcome.UNKNOWN_ITEM.asColumn())
                .when(not(col(IS_KEPT)), Outcome.EXCLUDED_ITEM.asColumn());
        return events.join(ids, events.col(EventsTable.ITEM_ID).equalTo(ids.col(ID)), "left_outer")
                .withColumn(Intake.OUTCOME, coalesce(col(Intake.OUTCOME), itemOutcome))
                .drop(ID, IS_KEPT);
    }
}
