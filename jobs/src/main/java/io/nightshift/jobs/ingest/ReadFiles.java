package io.nightshift.jobs.ingest;

import io.nightshift.input.InputFile;
import io.nightshift.input.InputFiles;
import io.nightshift.input.SourceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * The files behind all inputs, as they lie in storage now.
 *
 * @param files with the input and the source that each belongs to
 */
record ReadFiles(List<SourceFile> files) {

    /** One file of one source. */
    record SourceFile(String input, String source, InputFile file) {}

    /**
     * Lists the files.
     *
     * @throws io.nightshift.errors.InputMissingException for the first source without files
     */
    static ReadFiles of(InputSettings inputs, Configuration hadoop) {
        List<SourceFile> files = new ArrayList<>();
        for (Map.Entry<String, List<SourceSettings>> input : inputs.byInput().entrySet()) {
            for (SourceSettings source : input.getValue()) {
                InputFiles.at(source.path(), hadoop)
                        .forEach(file -> files.add(new SourceFile(input.getKey(), source.name(), file)));
            }
        }
        return new ReadFiles(List.copyOf(files));
    }

    /** A hash over path, length and modification time of every file. */
    String fingerprint() {
        return InputFiles.fingerprint(files.stream().map(SourceFile::file).toList());
    }

    /** Files and bytes of each input as figures of a report, {@code input.events.files} for example. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        files.forEach(file -> {
            figures.merge("input." + file.input() + ".files", 1.0, Double::sum);
            figures.merge(
                    "input." + file.input() + ".bytes", (double) file.file().bytes(), Double::sum);
        });
        return figures;
    }

    /** Rows of {@link InputFilesTable}. */
    Dataset<Row> table(SparkSession spark) {
        List<Row> rows = files.stream()
                .map(file -> RowFactory.create(
                        file.input(),
                        file.source(),
                        file.file().path(),
                        file.file().bytes(),
                        file.file().modified()))
                .toList();
        return spark.createDataFrame(rows, InputFilesTable.CONTRACT.schema());
    }
}
