package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.nightshift.input.Field;
import io.nightshift.input.FieldKind;
import io.nightshift.input.MappedSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of the items input. */
final class ItemRows {
    static final String INPUT = "items";

    static final List<Field> FIELDS = List.of(
            Field.required("item-id", ItemsTable.ITEM_ID, FieldKind.ID),
            Field.optional("title", ItemsTable.TITLE, FieldKind.TEXT),
            Field.optional("category", ItemsTable.CATEGORY, FieldKind.TEXT),
            Field.optional("brand", ItemsTable.BRAND, FieldKind.TEXT),
            Field.optional("price", ItemsTable.PRICE, FieldKind.DECIMAL),
            Field.optional("description", ItemsTable.DESCRIPTION, FieldKind.TEXT),
            Field.optional("available", ItemsTable.AVAILABLE, FieldKind.FLAG),
            Field.optional("created", ItemsTable.CREATED, FieldKind.TIME),
            Field.optional("margin", ItemsTable.MARGIN, FieldKind.DECIMAL));

    private ItemRows() {}

    /** The columns of {@link ItemsTable} and of {@link Intake}, one row for each mapped row. */
    static Dataset<Row> of(Dataset<Row> mapped, String source, int rawLength) {
        List<Column> columns = new ArrayList<>();
        for (String name : ItemsTable.CONTRACT.columnNames()) {
            columns.add(
                    switch (name) {
                        case ItemsTable.AVAILABLE -> coalesce(col(name), lit(true)).as(name);
                        case ItemsTable.ATTRIBUTES -> col(MappedSource.ATTRIBUTES).as(name);
                        default -> col(name);
                    });
        }
        Column excluded = when(not(col(MappedSource.PASSES)), Outcome.EXCLUDED.asColumn());
        columns.addAll(Intake.columnsOf(source, col(MappedSource.REASON), excluded, rawLength));
        return mapped.select(columns.toArray(Column[]::new));
    }

    /** The same rows with one kept for each item: of several, the one that comes first when ordered by all columns. */
    static Dataset<Row> keepOneEach(Dataset<Row> items) {
        List<Column> order = new ArrayList<>();
        ItemsTable.CONTRACT.columnNames().stream()
                .map(name -> name.equals(ItemsTable.ATTRIBUTES) ? map_entries(col(name)) : col(name))
                .forEach(column -> order.add(column.asc_nulls_last()));
        return Intake.keepOneEach(items, ItemsTable.ITEM_ID, order);
    }

    /** The items of the events, of which nothing else is known. */
    static Dataset<Row> thoseOf(Dataset<Row> events) {
        List<Column> columns = new ArrayList<>();
        for (io.nightshift.contract.Column column : ItemsTable.CONTRACT.columns()) {
            Column value =
                    switch (column.name()) {
                        case ItemsTable.ITEM_ID -> col(EventsTable.ITEM_ID);
                        case ItemsTable.AVAILABLE -> lit(true);
                        default -> lit(null).cast(column.type());
                    };
            columns.add(value.as(column.name()));
        }
        return events.select(EventsTable.ITEM_ID).distinct().select(columns.toArray(Column[]::new));
    }
}
