package io.nightshift.jobs.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The events from which features are summed: purchases, and returns with their quantity and amount negated. */
final class Transactions {
    private Transactions() {}

    /** The columns of the events; {@link #bought()} tells a purchase from a return. */
    static Dataset<Row> of(Dataset<Row> events, FeatureSettings settings) {
        List<String> types = new ArrayList<>(settings.purchaseTypes());
        types.add(EventType.RETURN.id());
        return events.where(col(EventsTable.TYPE).isin(types.toArray()))
                .withColumn(EventsTable.QUANTITY, signed(EventsTable.QUANTITY))
                .withColumn(EventsTable.AMOUNT, signed(EventsTable.AMOUNT));
    }

    /** The purchases alone. */
    static Dataset<Row> purchases(Dataset<Row> events, FeatureSettings settings) {
        return events.where(col(EventsTable.TYPE).isin(settings.purchaseTypes().toArray()));
    }

    static Column bought() {
        return col(EventsTable.TYPE).notEqual(lit(EventType.RETURN.id()));
    }

    private static Column signed(String column) {
        return when(bought(), col(column)).otherwise(negate(col(column)));
    }
}
