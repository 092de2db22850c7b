package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.jobs.FolderRun;
import io.nightshift.spark.TestSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outside evaluator on the same lists. Skipped without the environment that {@code scripts/rectools-test} makes. */
class RecToolsIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path PYTHON = HOME.resolve("target/rectools/bin/python");

    @TempDir
    private Path folder;

    @Test
    void findsTheSameFiguresOnTheSameLists() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON + "; scripts/rectools-test makes it and runs this test");
        FolderRun run = Purchases.generated().run(folder.resolve("run"), TestSpark.session(), "");
        new EvaluateJob().compute(run);
        write(run);

        Map<String, Double> ours = new TreeMap<>();
        Figure.all(run.table(ModelMetricsTable.CONTRACT)).stream()
                .filter(f -> f.slice().equals("all"))
                .filter(f -> !List.of("gini", "long-tail").contains(f.metric()))
                .forEach(f -> ours.put(f.model() + " " + f.protocol() + " " + f.metric() + " " + f.k(), f.value()));
        Map<String, Double> theirs = theirs();

        // Nine models under two protocols, eight under new; nine metrics, three lengths.
        assertThat(theirs.keySet()).isEqualTo(ours.keySet()).hasSize((9 + 9 + 8) * 9 * 3);
        theirs.forEach(
                (figure, value) -> assertThat(ours.get(figure)).as(figure).isCloseTo(value, within(1e-9)));
    }

    /** Users with history only: that is who slice all is. */
    private void write(FolderRun run) throws SQLException, IOException {
        try (FigureOracle oracle =
                new FigureOracle(EvaluateJobIT.TABLES, table -> run.path(table).toString())) {
            write(
                    "lists",
                    oracle.rows("SELECT model, protocol, user_id, rank, item_id FROM lists WHERE slice = 'all'"));
            write("relevant", oracle.rows("SELECT protocol, user_id, item_id FROM relevant WHERE slice = 'all'"));
            write(
                    "before",
                    oracle.rows("SELECT DISTINCT user_id, item_id FROM events WHERE event_date <= DATE '2024-03-03'"));
            write("catalogue", oracle.rows("SELECT item_id FROM items"));
            write("categories", oracle.rows("SELECT DISTINCT item_id, coalesce(category, '-') FROM lists"));
        }
    }

    private void write(String name, List<String> rows) throws IOException {
        Files.write(folder.resolve(name), rows);
    }

    private Map<String, Double> theirs() throws IOException, InterruptedException {
        Process python = new ProcessBuilder(
                        PYTHON.toString(),
                        HOME.resolve("scripts/rectools/figures.py").toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        Map<String, Double> figures = new TreeMap<>();
        output.lines().forEach(line -> {
            int space = line.lastIndexOf(' ');
            figures.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
        return figures;
    }
}
