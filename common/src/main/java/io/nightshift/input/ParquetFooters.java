package io.nightshift.input;

import io.nightshift.errors.InputBadException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * What the footers of Parquet files say, read before the rows: Spark looks at one footer only, reads a column that another file
 * lacks as nulls, and does not read nanoseconds.
 */
final class ParquetFooters {
    private final Map<String, MessageType> schemas;

    private ParquetFooters(Map<String, MessageType> schemas) {
        this.schemas = schemas;
    }

    /**
     * Reads the footers of all files, a few at a time.
     *
     * @throws InputBadException naming the first file, in the order given, that has no readable footer
     */
    static ParquetFooters of(List<InputFile> files, Configuration hadoop) {
        List<MessageType> read =
                files.parallelStream().map(file -> schema(file, hadoop)).toList();
        Map<String, MessageType> schemas = new LinkedHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            schemas.put(files.get(i).path(), read.get(i));
        }
        return new ParquetFooters(schemas);
    }

    /** Whether some file has other columns than another. */
    boolean differ() {
        return schemas.values().stream().distinct().count() > 1;
    }

    /** Column to the first file without it, for the columns that some files have and some lack. */
    Map<String, String> partlyAbsent() {
        Set<String> all = schemas.values().stream()
                .flatMap(schema -> schema.getFields().stream().map(Type::getName))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> absent = new TreeMap<>();
        for (String column : all) {
            schemas.entrySet().stream()
                    .filter(entry -> !entry.getValue().containsField(column))
                    .findFirst()
                    .ifPresent(entry -> absent.put(column, entry.getKey()));
        }
        return absent;
    }

    /** Columns of timestamps in nanoseconds, to whether they are instants (else they have no zone). */
    Map<String, Boolean> nanosecondColumns() {
        Map<String, Boolean> found = new TreeMap<>();
        for (MessageType schema : schemas.values()) {
            for (Type field : schema.getFields()) {
                LogicalTypeAnnotation annotation = field.getLogicalTypeAnnotation();
                if (annotation instanceof TimestampLogicalTypeAnnotation time && time.getUnit() == TimeUnit.NANOS) {
                    found.put(field.getName(), time.isAdjustedToUTC());
                }
            }
        }
        return found;
    }

    private static MessageType schema(InputFile file, Configuration hadoop) {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
            return reader.getFileMetaData().getSchema();
        } catch (IOException | RuntimeException unreadable) {
            throw new InputBadException(
                    "Cannot read input: file=" + file.path() + ", expected a complete Parquet file ("
                            + UnreadableInput.rootOf(unreadable) + "); export it again",
                    unreadable);
        }
    }
}
