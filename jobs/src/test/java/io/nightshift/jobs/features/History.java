package io.nightshift.jobs.features;

import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.spark.TestSpark;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of events, items and users, written down by a test one after the other. */
public final class History {
    private final List<Row> events = new ArrayList<>();
    private final List<Row> items = new ArrayList<>();
    private final List<Row> users = new ArrayList<>();

    /** A purchase; {@code details} are quantity, amount, discount, order id, each "-" when unknown. */
    public History buys(String user, String item, String date, String... details) {
        return event("purchase", user, item, date, details);
    }

    /** An event of a type; {@code details} as in {@link #buys}. */
    public History event(String type, String user, String item, String date, String... details) {
        LocalDate day = LocalDate.parse(date);
        events.add(RowFactory.create(
                user,
                item,
                Timestamp.from(LocalDateTime.of(day.getYear(), day.getMonth(), day.getDayOfMonth(), 12, 0)
                        .toInstant(ZoneOffset.UTC)),
                Date.valueOf(day),
                type,
                new BigDecimal(detail(details, 0).orElse("1")).setScale(4),
                null,
                detail(details, 1).map(v -> new BigDecimal(v).setScale(4)).orElse(null),
                detail(details, 2).map(v -> new BigDecimal(v).setScale(4)).orElse(null),
                detail(details, 3).orElse(null),
                null,
                null,
                null));
        return this;
    }

    private static java.util.Optional<String> detail(String[] details, int i) {
        return details.length <= i || details[i].equals("-")
                ? java.util.Optional.empty()
                : java.util.Optional.of(details[i]);
    }

    /** An item of a category and brand, each "-" when unknown. */
    public History item(String id, String category, String brand) {
        items.add(RowFactory.create(
                id,
                "title of " + id,
                category.equals("-") ? null : category,
                brand.equals("-") ? null : brand,
                null,
                null,
                true,
                null,
                null,
                null));
        return this;
    }

    /** A user with attributes written as name, value, name, value. */
    public History user(String id, String... attributes) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.put(attributes[i], attributes[i + 1]);
        }
        users.add(RowFactory.create(id, null, scala.jdk.javaapi.CollectionConverters.asScala(map)));
        return this;
    }

    public Dataset<Row> events() {
        return TestSpark.session().createDataFrame(events, EventsTable.CONTRACT.schema());
    }

    public Dataset<Row> items() {
        return TestSpark.session().createDataFrame(items, ItemsTable.CONTRACT.schema());
    }

    public Dataset<Row> users() {
        return TestSpark.session().createDataFrame(users, UsersTable.CONTRACT.schema());
    }
}
