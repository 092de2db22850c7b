package io.nightshift.input;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        InputFiles.at(source.path(), spark.sparkContext().hadoopConfiguration());
        return switch (source.format()) {
            case CSV -> text(csvColumns());
            case JSON -> text(jsonColumns());
            case PARQUET, ORC ->
                new SourceRows(
                        spark.read()
                                .format(source.format().id())
                                .options(source.options())
                                .load(source.path()),
                        Optional.empty());
        };
    }

    private SourceRows text(StructType columns) {
        if (columns.isEmpty()) {
            throw new InputBadException("Cannot read input: " + source.name() + " at " + source.path()
                    + " is empty, expected " + (source.format() == SourceFormat.CSV ? "a header line" : "JSON lines")
                    + "; check that the export has run");
        }
        Dataset<Row> rows = reader().schema(columns.add(CORRUPT, DataTypes.StringType))
                .option("mode", "PERMISSIVE")
                .option("columnNameOfCorruptRecord", CORRUPT)
                .option("enforceSchema", "false")
                .load(source.path());
        return new SourceRows(rows, Optional.of(functions.col(CORRUPT)));
    }

    private StructType csvColumns() {
        return source.schema().map(this::declared).orElseGet(() -> reader().option("inferSchema", "false")
                .load(source.path())
                .schema());
    }

    private StructType jsonColumns() {
        return source.schema().map(this::declared).orElseGet(() -> {
            Dataset<String> lines = spark.read()
                    .textFile(source.path())
                    .limit(JSON_LINES_FOR_NAMES)
                    .as(Encoders.STRING());
            StructType inferred =
                    reader().option("primitivesAsString", "true").json(lines).schema();
            return new StructType(Arrays.stream(inferred.fields())
                    .filter(field -> !field.name().equals(CORRUPT))
                    .toArray(StructField[]::new));
        });
    }

    private DataFrameReader reader() {
        DataFrameReader reader = spark.read().format(source.format().id()).options(source.options());
        if (source.format() == SourceFormat.CSV) {
            // RFC 4180, which pandas, Excel and databases write: a quote within quotes is doubled.
            reader = withDefault(withDefault(reader, "header", "true"), "escape", "\"");
        }
        return reader.option("columnNameOfCorruptRecord", CORRUPT);
    }

    private DataFrameReader withDefault(DataFrameReader reader, String option, String value) {
        return source.options().keySet().stream().anyMatch(option::equalsIgnoreCase)
                ? reader
                : reader.option(option, value);
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
