package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.nightshift.input.Field;
import io.nightshift.input.InputFile;
import io.nightshift.input.InputFiles;
import io.nightshift.input.SourceSettings;
import io.nightshift.input.UnreadableInput;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.InputProfile.MappedColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the inputs as a run would, and stores nothing: each source once for its counts, its first rows again for examples.
 *
 * @param spark reads the sources
 * @param settings with the mappings
 * @param date the run date
 */
public record InputProfiler(SparkSession spark, NightshiftSettings settings, LocalDate date) {
    private static final int ROWS_FOR_EXAMPLES = 200;
    private static final int EXAMPLES = 3;

    /**
     * The profiles of all sources, by input and in the order of the settings.
     *
     * @throws io.nightshift.errors.NightshiftException as the run itself would, for a source that cannot be read
     */
    public List<InputProfile> profiles() {
        List<InputProfile> profiles = new ArrayList<>();
        try {
            settings.inputs()
                    .byInput()
                    .forEach((input, sources) -> sources.forEach(source -> profiles.add(profile(input, source))));
        } catch (Exception failure) {
            throw UnreadableInput.explain(failure);
        }
        return List.copyOf(profiles);
    }

    private InputProfile profile(String input, SourceSettings source) {
        List<InputFile> files =
                InputFiles.at(source.path(), spark.sparkContext().hadoopConfiguration());
        Dataset<Row> rows = new InputReading(spark, settings, date).rows(input, source);
        Map<String, Long> outcomes = outcomes(rows);
        Dataset<Row> open = rows.filter(Intake.isOpen());
        Optional<Row> range = input.equals(EventRows.INPUT) ? Optional.of(range(open)) : Optional.empty();
        return new InputProfile(
                input,
                source.name(),
                files.size(),
                files.stream().mapToLong(InputFile::bytes).sum(),
                outcomes.values().stream().mapToLong(Long::longValue).sum(),
                outcomes,
                columns(input, source, open),
                range.flatMap(row -> day(row, 0)),
                range.flatMap(row -> day(row, 1)),
                range.map(row -> row.getLong(2)).orElse(0L),
                range.map(row -> row.getLong(3)).orElse(0L));
    }

    /** A handful of outcomes, so the driver may hold them. */
    private static Map<String, Long> outcomes(Dataset<Row> rows) {
        Map<String, Long> outcomes = new TreeMap<>();
        rows.groupBy(coalesce(col(Intake.OUTCOME), Outcome.KEPT.asColumn()))
                .agg(count(lit(1)))
                .toLocalIterator()
                .forEachRemaining(row -> outcomes.put(row.getString(0), row.getLong(1)));
        return outcomes;
    }

    private static Row range(Dataset<Row> events) {
        return events.agg(
                        min(EventsTable.EVENT_DATE),
                        max(EventsTable.EVENT_DATE),
                        approx_count_distinct(EventsTable.USER_ID),
                        approx_count_distinct(EventsTable.ITEM_ID))
                .first();
    }

    private static Optional<LocalDate> day(Row row, int position) {
        return row.isNullAt(position)
                ? Optional.empty()
                : Optional.of(row.getDate(position).toLocalDate());
    }

    private static List<MappedColumn> columns(String input, SourceSettings source, Dataset<Row> open) {
        List<Row> first = open.takeAsList(ROWS_FOR_EXAMPLES);
        List<MappedColumn> columns = new ArrayList<>();
        for (Field field : InputReading.fields(input)) {
            if (source.columns().containsKey(field.key())) {
                int position = open.schema().fieldIndex(field.column());
                columns.add(new MappedColumn(
                        field.key(),
                        source.columns().get(field.key()),
                        open.schema().apply(position).dataType().sql(),
                        first.stream()
                                .map(row -> row.get(position))
                                .filter(Objects::nonNull)
                                .map(Object::toString)
                                .distinct()
                                .limit(EXAMPLES)
                                .toList()));
            }
        }
        return List.copyOf(columns);
    }
}
