package io.nightshift.input;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightshift.errors.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * The rows of one source with canonical columns. Steps, with the row after each:
 *
 * <ol>
 *   <li>open: the columns of the files
 *   <li>map: each canonical column as its expression gives it, any type; whether the row passes {@code where}; the row itself
 *   <li>convert: each canonical column typed, {@link #REASON} why the row cannot be used (null when it can), {@link #PASSES}
 * </ol>
 */
public final class MappedSource {
    /** Why a row cannot be used, such as {@code bad-amount}; null when it can. */
    public static final String REASON = "_reason";
    /** Whether the source's filter lets the row through; never null. */
    public static final String PASSES = "_passes";
    /** The source's columns of the row as a struct, for {@link #rawText}. */
    public static final String RAW = "_raw";
    /** The attributes by name; those without a value have no entry. */
    public static final String ATTRIBUTES = "attributes";

    /** The reason of a row that the format cannot parse. */
    public static final String BAD_ROW = "bad-row";

    private static final String MAPPED = "_mapped_";

    private final SourceSettings source;
    private final List<Field> fields;
    private final String zone;

    /**
     * @param source what to read
     * @param fields the canonical columns of the input
     * @param zone where the days of instants are cut
     */
    public MappedSource(SourceSettings source, List<Field> fields, java.time.ZoneId zone) {
        this.source = source;
        this.fields = List.copyOf(fields);
        this.zone = zone.getId();
    }

    /**
     * The source's rows: the columns of the fields in their order, {@link #ATTRIBUTES}, {@link #REASON}, {@link #PASSES},
     * {@link #RAW}. The source is not read yet.
     *
     * @throws SettingsException when a mapping does not fit the columns of the files, with all such mappings
     */
    public Dataset<Row> read(SparkSession spark) {
        SourceRows opened = new SourceReader(spark, source).open();
        List<String> problems = new ArrayList<>();
        Dataset<Row> converted =
                converted(mapped(opened, problems), opened.corruptText().isPresent(), problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        // Rows leave the source's own session, whose zone must not leak into what follows.
        return spark.createDataFrame(List.of(), converted.schema()).unionAll(converted);
    }

    private Dataset<Row> mapped(SourceRows opened, List<String> problems) {
        Dataset<Row> rows = opened.rows();
        Dataset<Row> visible = rows.drop(SourceReader.CORRUPT);
        List<Column> columns = new ArrayList<>();
        source.columns()
                .forEach((key, text) -> columns.add(
                        expression(visible, "columns." + key, text, problems).as(MAPPED + key)));
        source.attributes()
                .forEach((name, text) -> columns.add(expression(visible, "attributes." + name, text, problems)
                        .as(MAPPED + "attributes." + name)));
        Column where = source.where().isPresent()
                ? expression(visible, "where", source.where().orElseThrow(), problems)
                        .cast("boolean")
                : lit(true);
        columns.add(coalesce(where, lit(false)).as(PASSES));
        columns.add(functions
                .struct(Arrays.stream(rows.columns())
                        .map(ScalarExpression::named)
                        .toArray(Column[]::new))
                .as(RAW));
        return rows.select(columns.toArray(Column[]::new));
    }

    private Column expression(Dataset<Row> rows, String key, String text, List<String> problems) {
        List<String> found = new ArrayList<>();
        Column column = ScalarExpression.over(rows, text, found);
        found.forEach(problem -> problems.add("Cannot use mapping of source " + source.name() + ": " + key + "=" + text
                + ", expected a" + " column or a scalar expression over one row; " + problem));
        return column;
    }

    private Dataset<Row> converted(Dataset<Row> mapped, boolean mayBeCorrupt, List<String> problems) {
        List<Column> columns = new ArrayList<>();
        List<Column> reasons = new ArrayList<>();
        if (mayBeCorrupt) {
            reasons.add(when(corruptText().isNotNull(), lit(BAD_ROW)));
        }
        for (Field field : fields) {
            Converted converted = convert(mapped, field, problems);
            columns.add(converted.value().as(field.column()));
            for (Converted.Problem problem : converted.problems()) {
                reasons.add(when(problem.applies(), lit(problem.word() + "-" + field.key())));
            }
            if (field.isRequired()) {
                reasons.add(when(converted.value().isNull(), lit("missing-" + field.key())));
            }
        }
        columns.add(attributes().as(ATTRIBUTES));
        reasons.add(lit(null).cast("string"));
        columns.add(coalesce(reasons.toArray(Column[]::new)).as(REASON));
        columns.add(functions.col(PASSES));
        columns.add(rawText(mayBeCorrupt).as(RAW));
        return mapped.select(columns.toArray(Column[]::new));
    }

    private Converted convert(Dataset<Row> mapped, Field field, List<String> problems) {
        if (!source.columns().containsKey(field.key())) {
            return new Converted(lit(null).cast(Conversion.storedType(field.kind())), List.of());
        }
        Column value = ScalarExpression.named(MAPPED + field.key());
        DataType type = mapped.schema().apply(MAPPED + field.key()).dataType();
        Optional<Converted> converted = Conversion.of(field.kind(), value, type, zone);
        if (converted.isEmpty()) {
            problems.add("Cannot use mapping of source " + source.name() + ": columns." + field.key() + "="
                    + source.columns().get(field.key()) + " has type " + type.sql() + ", expected "
                    + expected(field.kind()));
        }
        return converted.orElse(new Converted(value, List.of()));
    }

    private static String expected(FieldKind kind) {
        return switch (kind) {
            case ID -> "text or whole numbers; cast it in an expression";
            case TEXT -> "text; cast it in an expression";
            case TIME ->
                "a timestamp, a date or text like 2026-08-01T18:02:00Z; for numbers write"
                        + " timestamp_seconds(...) or timestamp_millis(...)";
            case DAY -> "a date, a timestamp or text like 2026-08-01; for numbers write an expression";
            case DECIMAL, NUMBER -> "a number; cast it in an expression";
            case FLAG -> "true or false; write a condition";
        };
    }

    private Column attributes() {
        List<Column> entries = new ArrayList<>();
        for (Map.Entry<String, String> attribute : source.attributes().entrySet()) {
            entries.add(lit(attribute.getKey()));
            Column text = functions.trim(ScalarExpression.named(MAPPED + "attributes." + attribute.getKey())
                    .cast("string"));
            entries.add(when(functions.length(text).gt(0), text));
        }
        if (entries.isEmpty()) {
            return functions.map().cast("map<string,string>");
        }
        return functions.map_filter(functions.map(entries.toArray(Column[]::new)), (name, value) -> value.isNotNull());
    }

    private static Column corruptText() {
        return functions.col(RAW).getField(SourceReader.CORRUPT);
    }

    private static Column rawText(boolean mayBeCorrupt) {
        Column row = functions.to_json(functions.col(RAW));
        return mayBeCorrupt ? when(corruptText().isNotNull(), corruptText()).otherwise(row) : row;
    }
}
