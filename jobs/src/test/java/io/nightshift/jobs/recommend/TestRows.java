package io.nightshift.jobs.recommend;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.spark.TestSpark;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of the canonical tables, with the columns that matter here visible in the test. */
final class TestRows {
    private TestRows() {}

    static Dataset<Row> of(Contract contract, List<Row> rows) {
        return TestSpark.session().createDataFrame(rows, contract.schema());
    }

    static Dataset<Row> events(Row... events) {
        return of(EventsTable.CONTRACT, List.of(events));
    }

    /** One unit at noon of a day, without value. */
    static Row event(String user, String item, String day, String type) {
        return event(user, item, day, type, Map.of());
    }

    /** As above, with quantity or value changed. */
    static Row event(String user, String item, String day, String type, Map<String, Double> changed) {
        return RowFactory.create(
                user,
                item,
                Timestamp.valueOf(day + " 12:00:00"),
                Date.valueOf(day),
                type,
                BigDecimal.valueOf(changed.getOrDefault(EventsTable.QUANTITY, 1.0)),
                changed.get(EventsTable.VALUE),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Row item(String id, String category, boolean available) {
        return RowFactory.create(id, null, category, null, null, null, available, null, null, null);
    }

    static Dataset<Row> items(Row... items) {
        return of(ItemsTable.CONTRACT, List.of(items));
    }
}
