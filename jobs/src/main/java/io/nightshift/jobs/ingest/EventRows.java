package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.nightshift.input.Field;
import io.nightshift.input.FieldKind;
import io.nightshift.input.MappedSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Mapped event rows with the meaning of an event: returns are positive, a missing quantity is 1, the day is local; malformed rows,
 * those after the run date and those outside the source's filter have their outcome.
 *
 * @param date the run date
 * @param zone where days are cut
 */
record EventRows(LocalDate date, ZoneId zone, IngestSettings settings) {
    static final String INPUT = "events";

    static final List<Field> FIELDS = List.of(
            Field.required("user-id", EventsTable.USER_ID, FieldKind.ID),
            Field.required("item-id", EventsTable.ITEM_ID, FieldKind.ID),
            Field.required("time", EventsTable.TIME, FieldKind.TIME),
            Field.optional("type", EventsTable.TYPE, FieldKind.TEXT),
            Field.optional("quantity", EventsTable.QUANTITY, FieldKind.DECIMAL),
            Field.optional("value", EventsTable.VALUE, FieldKind.NUMBER),
            Field.optional("amount", EventsTable.AMOUNT, FieldKind.DECIMAL),
            Field.optional("discount", EventsTable.DISCOUNT, FieldKind.DECIMAL),
            Field.optional("order-id", EventsTable.ORDER_ID, FieldKind.ID),
            Field.optional("event-id", EventsTable.EVENT_ID, FieldKind.ID),
            Field.optional("known-at", EventsTable.KNOWN_AT, FieldKind.TIME),
            Field.optional("channel", EventsTable.CHANNEL, FieldKind.TEXT));

    private static final String DECIMAL = "decimal(18,4)";

    /** The columns of {@link EventsTable} and of {@link Intake}, one row for each mapped row. */
    Dataset<Row> of(Dataset<Row> mapped, String source, TypeColumn typeColumn) {
        Column type = typeColumn == TypeColumn.MAPPED ? lower(col(EventsTable.TYPE)) : lit(EventType.PURCHASE.id());
        Column quantity = col(EventsTable.QUANTITY);
        Column isSale = type.isin(EventType.PURCHASE.id(), EventType.RETURN.id());
        Column isReturn = type.equalTo(EventType.RETURN.id()).or(isSale.and(coalesce(quantity.lt(0), lit(false))));
        Column reason = coalesce(
                col(MappedSource.REASON),
                when(not(coalesce(isKnown(type), lit(false))), lit("unknown-type")),
                when(col(EventsTable.TIME).lt(startOf(settings.earliestDate())), lit("ancient-time")),
                when(not(isSale).and(quantity.lt(0)), lit("negative-quantity")),
                when(not(isReturn).and(col(EventsTable.AMOUNT).lt(0)), lit("negative-amount")));
        Column otherOutcome = when(
                        col(EventsTable.TIME).geq(startOf(date.plusDays(1))), Outcome.AFTER_RUN_DATE.asColumn())
                .when(not(col(MappedSource.PASSES)), Outcome.EXCLUDED.asColumn());
        List<Column> columns = new ArrayList<>();
        for (String name : EventsTable.CONTRACT.columnNames()) {
            Column column =
                    switch (name) {
                        case EventsTable.TYPE ->
                            when(isReturn, lit(EventType.RETURN.id())).otherwise(type);
                        case EventsTable.QUANTITY ->
                            coalesce(abs(quantity), lit(1).cast(DECIMAL)).cast(DECIMAL);
                        case EventsTable.AMOUNT -> abs(col(name)).cast(DECIMAL);
                        case EventsTable.DISCOUNT ->
                            when(isReturn, abs(col(name))).otherwise(col(name)).cast(DECIMAL);
                        case EventsTable.EVENT_DATE -> localDay();
                        default -> col(name);
                    };
            columns.add(column.as(name));
        }
        columns.addAll(Intake.columnsOf(source, reason, otherOutcome, settings.quarantineRawLength()));
        return mapped.select(columns.toArray(Column[]::new));
    }

    private Column localDay() {
        boolean isUtc = zone.normalized().equals(ZoneOffset.UTC);
        Column local = isUtc ? col(EventsTable.TIME) : from_utc_timestamp(col(EventsTable.TIME), zone.getId());
        return local.cast("date");
    }

    private Column startOf(LocalDate day) {
        return lit(day.atStartOfDay(zone).toInstant());
    }

    private static Column isKnown(Column type) {
        return type.isin(Arrays.stream(EventType.values()).map(EventType::id).toArray());
    }

    /** Whether a source says what kind of event a row is. */
    enum TypeColumn {
        MAPPED,
        /** Every row is a purchase, or a return when its quantity is negative. */
        ABSENT
    }
}
