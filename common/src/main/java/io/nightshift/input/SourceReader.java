package io.nightshift.input;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Opens the files of one source. Text formats are read as text, so that no value is lost before it is checked. */
final class SourceReader {
    static final String CORRUPT = "_nightshift_corrupt_row";
    private static final int JSON_LINES_FOR_NAMES = 1000;

    private static final List<String> LENIENT = List.of(
            "spark.sql.files.ignoreCorruptFiles",
            "spark.sql.files.ignoreMissingFiles",
            "spark.files.ignoreCorruptFiles",
            "spark.files.ignoreMissingFiles");

    private final SparkSession spark;
    private final SourceSettings source;

    SourceReader(SparkSession spark, SourceSettings source) {
        this.spark = SourceSession.of(spark, source.timeZone());
        this.source = source;
    }

    /**
     * The rows of the source; nothing but headers, footers or a few lines is read yet.
     *
     * @throws io.nightshift.errors.InputMissingException when there are no files
     * @throws InputBadException when the files have no header or no readable footer
     * @throws SettingsException when the schema of the settings cannot be understood
     */
    SourceRows open() {
        requireStrictReading();
        List<InputFile> files =
                InputFiles.at(source.path(), spark.sparkContext().hadoopConfiguration());
        return switch (source.format()) {
            case CSV -> text(csvColumns());
            case JSON -> text(jsonColumns());
            case PARQUET -> parquet(files);
            case ORC -> new SourceRows(load(spark.read()), Optional.empty(), Map.of());
        };
    }

    /** Spark can be told to leave out files that it cannot read; a run must not. */
    private void requireStrictReading() {
        List<String> problems = LENIENT.stream()
                .filter(key -> Boolean.parseBoolean(spark.conf().get(key, "false"))
                        || Boolean.parseBoolean(spark.sparkContext().getConf().get(key, "false")))
                .map(key -> "Cannot read inputs: " + key + "=true, expected false, because files would vanish without a"
                        + " trace; remove it from the Spark settings")
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private SourceRows parquet(List<InputFile> files) {
        ParquetFooters footers = ParquetFooters.of(files, spark.sparkContext().hadoopConfiguration());
        Map<String, Boolean> nanoseconds = footers.nanosecondColumns();
        spark.conf().set("spark.sql.legacy.parquet.nanosAsLong", Boolean.toString(!nanoseconds.isEmpty()));
        Dataset<Row> rows = load(spark.read().option("mergeSchema", Boolean.toString(footers.differ())));
        for (Map.Entry<String, Boolean> column : nanoseconds.entrySet()) {
            rows = rows.withColumn(column.getKey(), truncated(column.getKey(), column.getValue()));
        }
        return new SourceRows(rows, Optional.empty(), footers.partlyAbsent());
    }

    /** Nanoseconds since 1970 as a timestamp of whole microseconds, rounded down; without a zone unless it is an instant. */
    private static Column truncated(String column, boolean isInstant) {
        String name = "`" + column.replace("`", "``") + "`";
        String microseconds = "((" + name + " - pmod(" + name + ", 1000)) div 1000)";
        return functions.expr(
                isInstant
                        ? "timestamp_micros(" + microseconds + ")"
                        : "timestampadd(MICROSECOND, " + microseconds + ", TIMESTAMP_NTZ'1970-01-01 00:00:00')");
    }

    private Dataset<Row> load(DataFrameReader reader) {
        try {
            return reader.format(source.format().id()).options(source.options()).load(source.path());
        } catch (Exception failed) {
            // Scala does not declare AnalysisException, so Java cannot name it in a catch clause.
            if (!(failed instanceof AnalysisException || failed instanceof SparkException)) {
                throw failed;
            }
            throw new InputBadException(
                    "Cannot read input: " + source.name() + " at " + source.path() + ", expected "
                            + source.format().id() + " files with the same columns (" + UnreadableInput.rootOf(failed)
                            + "); check format and files",
                    failed);
        }
    }

    private SourceRows text(StructType columns) {
        if (columns.isEmpty()) {
            throw new InputBadException("Cannot read input: " + source.name() + " at " + source.path()
                    + " is empty, expected " + (source.format() == SourceFormat.CSV ? "a header line" : "JSON lines")
                    + "; check that the export has run");
        }
        Dataset<Row> rows = load(reader().schema(columns.add(CORRUPT, DataTypes.StringType))
                .option("mode", "PERMISSIVE")
                .option("enforceSchema", "false"));
        Column unparsed = functions.col(CORRUPT).isNotNull();
        if (source.format() == SourceFormat.CSV) {
            // A quote that nobody closes leaves its row short, unless the row ends there: then the last value starts
            // with it.
            Column last = ScalarExpression.named(columns.fieldNames()[columns.length() - 1]);
            unparsed = unparsed.or(functions.coalesce(last.startsWith(option("quote", "\"")), functions.lit(false)));
        }
        return new SourceRows(rows, Optional.of(unparsed), Map.of());
    }

    private StructType csvColumns() {
        return source.schema().map(this::declared).orElseGet(() -> load(reader().option("inferSchema", "false"))
                .schema());
    }

    private StructType jsonColumns() {
        return source.schema().map(this::declared).orElseGet(() -> {
            Dataset<String> lines = spark.read()
                    .textFile(source.path())
                    .limit(JSON_LINES_FOR_NAMES)
                    .as(Encoders.STRING());
            StructType inferred = reader().options(source.options())
                    .option("primitivesAsString", "true")
                    .json(lines)
                    .schema();
            return new StructType(Arrays.stream(inferred.fields())
                    .filter(field -> !field.name().equals(CORRUPT))
                    .toArray(StructField[]::new));
        });
    }

    private DataFrameReader reader() {
        DataFrameReader reader = spark.read().option("columnNameOfCorruptRecord", CORRUPT);
        // RFC 4180, which pandas, Excel and databases write: a quote within quotes is doubled.
        return source.format() == SourceFormat.CSV
                ? reader.option("header", option("header", "true")).option("escape", option("escape", "\""))
                : reader;
    }

    private String option(String name, String otherwise) {
        return source.options().entrySet().stream()
                .filter(option -> option.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private StructType declared(String ddl) {
        try {
            return StructType.fromDDL(ddl);
        } catch (Exception unreadable) {
            throw new SettingsException(
                    List.of("Cannot read input " + source.name() + ": schema=" + ddl
                            + ", expected columns as in \"user STRING, item STRING\"; correct it"),
                    unreadable);
        }
    }
}
