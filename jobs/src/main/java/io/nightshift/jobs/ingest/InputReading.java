package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.col;

import io.nightshift.input.Field;
import io.nightshift.input.MappedSource;
import io.nightshift.input.SourceSettings;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.EventRows.TypeColumn;
import io.nightshift.jobs.ingest.UserHistories.EventIds;
import io.nightshift.spark.GatheredRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the sources of a run. The rows of an input come in their {@link Intake} shape, or not at all when the settings have no such
 * input; nothing is computed yet.
 *
 * @param spark reads the sources
 * @param settings of the run
 * @param date the run date
 */
record InputReading(SparkSession spark, NightshiftSettings settings, LocalDate date) {

    /** The suppression list, one row kept for each user. */
    Optional<Dataset<Row>> suppressed() {
        return united(Suppression.INPUT).map(Suppression::keepOneEach);
    }

    /** The items, one row kept for each. */
    Optional<Dataset<Row>> items() {
        return united(ItemRows.INPUT).map(ItemRows::keepOneEach);
    }

    /** The users that are not suppressed, one row kept for each. */
    Optional<Dataset<Row>> users(Optional<Dataset<Row>> suppressed) {
        return united(UserRows.INPUT)
                .map(rows -> suppressed
                        .map(list -> Suppression.mark(rows, UsersTable.USER_ID, list))
                        .orElse(rows))
                .map(UserRows::keepOneEach);
    }

    /** The events, read now and gathered by user. */
    EventIntake events(Optional<Dataset<Row>> suppressed, Optional<Dataset<Row>> items) {
        Dataset<Row> rows = united(EventRows.INPUT).orElseThrow();
        if (suppressed.isPresent()) {
            rows = Suppression.mark(rows, EventsTable.USER_ID, suppressed.orElseThrow());
        }
        if (items.isPresent()) {
            rows = KnownItems.mark(rows, items.orElseThrow(), settings.ingest().maxBroadcastItems());
        }
        Dataset<Row> gathered = GatheredRows.by(col(EventsTable.USER_ID), UserHistories.keyed(rows));
        return new EventIntake(gathered, settings.ingest(), eventIds());
    }

    /** The rows of one source, judged each on its own: those that nothing speaks against have no outcome yet. */
    Dataset<Row> rows(String input, SourceSettings source) {
        Dataset<Row> mapped = new MappedSource(source, fields(input), settings.timeZone()).read(spark);
        return switch (input) {
            case EventRows.INPUT ->
                new EventRows(date, settings.timeZone(), settings.ingest())
                        .of(mapped, source.name(), typeColumn(source));
            case ItemRows.INPUT -> ItemRows.of(mapped, source.name(), rawLength());
            case UserRows.INPUT -> UserRows.of(mapped, source.name(), rawLength());
            default -> Suppression.of(mapped, source.name(), rawLength());
        };
    }

    /** The canonical columns of an input. */
    static List<Field> fields(String input) {
        return switch (input) {
            case EventRows.INPUT -> EventRows.FIELDS;
            case ItemRows.INPUT -> ItemRows.FIELDS;
            case UserRows.INPUT -> UserRows.FIELDS;
            default -> Suppression.FIELDS;
        };
    }

    private Optional<Dataset<Row>> united(String input) {
        return settings.inputs().byInput().getOrDefault(input, List.of()).stream()
                .map(source -> rows(input, source))
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
