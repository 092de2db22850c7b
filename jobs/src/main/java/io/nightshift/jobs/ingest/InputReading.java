package io.nightshift.jobs.ingest;

import io.nightshift.input.Field;
import io.nightshift.input.MappedSource;
import io.nightshift.input.SourceSettings;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.EventRows.TypeColumn;
import io.nightshift.jobs.ingest.UserHistories.EventIds;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the sources of a run. Every method gives all rows of one input in their {@link Intake} shape, each with its outcome, or
 * nothing when the settings have no such input; nothing is computed yet.
 *
 * @param spark reads the sources
 * @param settings of the run
 * @param date the run date
 */
record InputReading(SparkSession spark, NightshiftSettings settings, LocalDate date) {

    Optional<Dataset<Row>> suppressed() {
        return read(
                        settings.inputs().suppression(),
                        Suppression.FIELDS,
                        (mapped, source) -> Suppression.of(mapped, source.name(), rawLength()))
                .map(Suppression::keepOneEach);
    }

    Optional<Dataset<Row>> items() {
        return read(
                        settings.inputs().items(),
                        ItemRows.FIELDS,
                        (mapped, source) -> ItemRows.of(mapped, source.name(), rawLength()))
                .map(ItemRows::keepOneEach);
    }

    Optional<Dataset<Row>> users(Optional<Dataset<Row>> suppressed) {
        return read(
                        settings.inputs().users(),
                        UserRows.FIELDS,
                        (mapped, source) -> UserRows.of(mapped, source.name(), rawLength()))
                .map(rows -> suppressed
                        .map(list -> Suppression.mark(rows, UsersTable.USER_ID, list))
                        .orElse(rows))
                .map(UserRows::keepOneEach);
    }

    /** The events, partitioned by user and newest first within a user. */
    Dataset<Row> events(Optional<Dataset<Row>> suppressed, Optional<Dataset<Row>> items) {
        EventRows checks = new EventRows(date, settings.timeZone(), settings.ingest());
        Dataset<Row> rows = read(
                        settings.inputs().events(),
                        EventRows.FIELDS,
                        (mapped, source) -> checks.of(mapped, source.name(), typeColumn(source)))
                .orElseThrow();
        if (suppressed.isPresent()) {
            rows = Suppression.mark(rows, EventsTable.USER_ID, suppressed.orElseThrow());
        }
        if (items.isPresent()) {
            rows = KnownItems.mark(rows, items.orElseThrow(), settings.ingest().maxBroadcastItems());
        }
        return new UserHistories(
                        settings.ingest().duplicates(), settings.ingest().maxEventsPerUser())
                .of(rows, eventIds());
    }

    private Optional<Dataset<Row>> read(
            List<SourceSettings> sources,
            List<Field> fields,
            BiFunction<Dataset<Row>, SourceSettings, Dataset<Row>> toRows) {
        return sources.stream()
                .map(source -> toRows.apply(new MappedSource(source, fields, settings.timeZone()).read(spark), source))
                .reduce(Dataset::unionAll);
    }

    private int rawLength() {
        return settings.ingest().quarantineRawLength();
    }

    private static TypeColumn typeColumn(SourceSettings source) {
        return source.columns().containsKey("type") ? TypeColumn.MAPPED : TypeColumn.ABSENT;
    }

    private EventIds eventIds() {
        return settings.inputs().events().stream()
                        .anyMatch(source -> source.columns().containsKey("event-id"))
                ? EventIds.MAPPED
                : EventIds.ABSENT;
    }
}
