package io.nightshift.warehouse;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.spark.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpreadsheetIT {
    private static final StructType SCHEMA = new StructType()
            .add("name", StringType)
            .add("score", DoubleType)
            .add("groups", createArrayType(StringType));

    @TempDir
    private Path folder;

    private List<String> csv(Row... rows) throws IOException {
        Dataset<Row> table = TestSpark.session().createDataFrame(List.of(rows), SCHEMA);
        Path target = folder.resolve("csv");
        Spreadsheet.write(table.coalesce(1), target.toString());
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .flatMap(SpreadsheetIT::lines)
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void takesTheMeaningFromFormulasAndFromNothingElse() throws IOException {
        assertThat(csv(
                        row("=cmd|' /C calc'!A0", 1.5),
                        row("+1", -2.0),
                        row("-1", 0.25),
                        row("@SUM(A1)", 1.0),
                        row("\t=1", 1.0),
                        row("a=1, \"b\"", 1.0),
                        row(" spaced ", 1.0),
                        row(null, 1.0)))
                .containsExactlyInAnyOrder(
                        "name,score,groups",
                        "'=cmd|' /C calc'!A0,1.5,\"[\"\"g\"\"]\"",
                        "'+1,-2.0,\"[\"\"g\"\"]\"",
                        "'-1,0.25,\"[\"\"g\"\"]\"",
                        "'@SUM(A1),1.0,\"[\"\"g\"\"]\"",
                        "'\t=1,1.0,\"[\"\"g\"\"]\"",
                        "\"a=1, \"\"b\"\"\",1.0,\"[\"\"g\"\"]\"",
                        " spaced ,1.0,\"[\"\"g\"\"]\"",
                        ",1.0,\"[\"\"g\"\"]\"");
    }

    @Test
    void hasAHeaderWithoutRows() throws IOException {
        assertThat(csv()).containsExactly("name,score,groups");
    }

    private static Row row(String name, double score) {
        return RowFactory.create(name, score, new String[] {"g"});
    }
}
