package io.nightshift.input;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of one source with canonical columns. Steps, with the row after each:
 *
 * <ol>
 *   <li>open: the columns of the files
 *   <li>map: each canonical column as its expression gives it, any type; whether the row passes {@code where}; the row itself
 *   <li>convert: each canonical column typed, {@link #REASON} why the row cannot be used (null when it can), {@link #PASSES}
 * </ol>
 *
 * A row of which {@code where} is false needs none of the required values: {@code customer_id is not null} leaves out what has no customer. A
 * value that is there and bad is told first, because a condition over it says nothing.
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
    private static final String FAILED = "_failed_";
    private static final String UNPARSED = "_unparsed";
    /** Whether the filter is false of the row, not merely unknown. */
    private static final String REJECTED = "_rejected";

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
        Dataset<Row> converted = converted(mapped(opened, problems), problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        // Rows leave the source's own session, whose zone must not leak into what follows.
        return spark.createDataFrame(List.of(), converted.schema()).unionAll(converted);
    }

    private Dataset<Row> mapped(SourceRows opened, List<String> problems) {
        Dataset<Row> visible = opened.rows().drop(SourceReader.CORRUPT);
        Map<String, Mapping> mappings = new LinkedHashMap<>();
        source.columns().forEach((key, text) -> mappings.put(key, mapping(visible, "columns." + key, text, problems)));
        source.attributes()
                .forEach((name, text) ->
                        mappings.put("attributes." + name, mapping(visible, "attributes." + name, text, problems)));
        List<Column> columns = new ArrayList<>();
        mappings.forEach((key, mapping) -> {
            columns.add(mapping.value().as(MAPPED + key));
            columns.add(mapping.failed().as(FAILED + key));
        });
        Optional<Mapping> where = source.where().map(text -> mapping(visible, "where", text, problems));
        Column passes = where.map(Mapping::value).orElse(lit(true)).cast("boolean");
        columns.add(coalesce(passes, lit(false)).as(PASSES));
        columns.add(coalesce(functions.not(passes), lit(false)).as(REJECTED));
        columns.add(opened.unparsed().orElse(lit(false)).as(UNPARSED));
        columns.add(functions
                .struct(Arrays.stream(opened.rows().columns())
                        .map(ScalarExpression::named)
                        .toArray(Column[]::new))
                .as(RAW));
        where.ifPresent(mapping -> mappings.put("where", mapping));
        mappings.values().forEach(mapping -> requireInAllFiles(mapping, opened.partlyAbsent()));
        return opened.rows().select(columns.toArray(Column[]::new));
    }

    private void requireInAllFiles(Mapping mapping, Map<String, String> partlyAbsent) {
        for (String column : mapping.columns()) {
            if (partlyAbsent.containsKey(column)) {
                throw new InputBadException("Cannot read input: file=" + partlyAbsent.get(column) + " of source "
                        + source.name() + " has no column " + column
                        + ", expected it as in the other files; export it again, or make it a source of its own");
            }
        }
    }

    private Mapping mapping(Dataset<Row> rows, String key, String text, List<String> problems) {
        List<String> found = new ArrayList<>();
        Mapping mapping = ScalarExpression.over(rows, text, found);
        found.forEach(problem -> problems.add("Cannot use mapping of source " + source.name() + ": " + key + "=" + text
                + ", expected a column or a scalar expression over one row; " + problem));
        return mapping;
    }

    private Dataset<Row> converted(Dataset<Row> mapped, List<String> problems) {
        List<Column> columns = new ArrayList<>();
        List<Column> reasons = new ArrayList<>(List.of(when(functions.col(UNPARSED), lit(BAD_ROW))));
        for (Field field : fields) {
            boolean isMapped = source.columns().containsKey(field.key());
            Converted converted = isMapped ? convert(mapped, field, problems) : absent(field);
            columns.add(converted.value().as(field.column()));
            if (isMapped) {
                reasons.add(when(ScalarExpression.named(FAILED + field.key()), lit("bad-" + field.key())));
            }
            for (Converted.Problem problem : converted.problems()) {
                reasons.add(when(problem.applies(), lit(problem.word() + "-" + field.key())));
            }
            if (field.isRequired()) {
                Column isMissing = converted.value().isNull().and(functions.not(functions.col(REJECTED)));
                reasons.add(when(isMissing, lit("missing-" + field.key())));
            }
        }
        for (String name : source.attributes().keySet()) {
            reasons.add(when(ScalarExpression.named(FAILED + "attributes." + name), lit("bad-attribute")));
        }
        columns.add(attributes().as(ATTRIBUTES));
        columns.add(coalesce(reasons.toArray(Column[]::new)).as(REASON));
        columns.add(functions.col(PASSES));
        columns.add(rawText(mapped).as(RAW));
        return mapped.select(columns.toArray(Column[]::new));
    }

    private static Converted absent(Field field) {
        return new Converted(lit(null).cast(Conversion.storedType(field.kind())), List.of());
    }

    private Converted convert(Dataset<Row> mapped, Field field, List<String> problems) {
        Column value = ScalarExpression.named(MAPPED + field.key());
        DataType type = mapped.schema().apply(MAPPED + field.key()).dataType();
        Optional<Converted> converted = Conversion.of(field.kind(), value, type, zone);
        if (converted.isEmpty()) {
            problems.add("Cannot use mapping of source " + source.name() + ": columns." + field.key() + "="
                    + source.columns().get(field.key()) + " has type " + type.sql() + ", expected "
                    + expected(field.kind()));
        }
        return converted.orElseGet(() -> absent(field));
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

    /** The row as JSON; a row that a text format cannot parse as the text that it is. */
    private static Column rawText(Dataset<Row> mapped) {
        Column row = functions.to_json(functions.col(RAW));
        boolean mayBeText = Arrays.asList(
                        ((StructType) mapped.schema().apply(RAW).dataType()).fieldNames())
                .contains(SourceReader.CORRUPT);
        return mayBeText ? coalesce(functions.col(RAW).getField(SourceReader.CORRUPT), row) : row;
    }
}
