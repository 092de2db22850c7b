package io.nightshift.jobs.ingest;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.contract.Contract;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.NightshiftSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;

/** Input files that a test writes down, and runs over them. */
final class Ingestion {
    private final Path folder;
    private int runs;

    Ingestion(Path folder) {
        this.folder = folder;
    }

    /** A text file; returns its path. */
    String file(String name, String... lines) {
        return bytes(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    String bytes(String name, byte[] content) {
        try {
            Path path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            return Files.write(path, content).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A Parquet file written by another program, from a query; returns its path. */
    String parquet(String name, String query) {
        Path path = folder.resolve(name);
        try {
            Files.createDirectories(path.getParent());
            try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duckdb.createStatement()) {
                statement.execute("copy (" + query + ") to '" + path + "' (format parquet)");
            }
            return path.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static NightshiftSettings settings(String hocon) {
        return Settings.read(
                ConfigFactory.parseString("nightshift {" + hocon + "}")
                        .withFallback(ConfigFactory.parseResources("reference.conf"))
                        .resolve(),
                "nightshift",
                NightshiftSettings::read);
    }

    /** A run of its own folder that has not ingested yet. */
    FolderRun run(String date, String hocon) {
        runs++;
        return new FolderRun(folder.resolve("run-" + runs), LocalDate.parse(date), settings(hocon));
    }

    FolderRun ingest(String date, String hocon) {
        FolderRun run = run(date, hocon);
        new IngestJob().compute(run);
        return run;
    }

    /** One source of events with the columns user, item and at. */
    static String plainEvents(String path, String format) {
        return "inputs.events = [ { path = \"" + path + "\", format = " + format
                + ", columns { user-id = user, item-id = item, time = at } } ]\n";
    }

    /** The rows of a table as SQL gives them, one text for each. */
    static List<String> rows(FolderRun run, Contract contract, String... expressions) {
        return run.table(contract).selectExpr(expressions).toJavaRDD().map(row -> row.mkString(" ")).collect().stream()
                .sorted()
                .toList();
    }

    /** Input, outcome and rows, without those of other inputs. */
    static List<String> outcomes(FolderRun run, String input) {
        return run
                .table(InputOutcomesTable.CONTRACT)
                .filter("input = '" + input + "'")
                .selectExpr("concat_ws(' ', kind, outcome, sum(rows) over (partition by kind, outcome))")
                .distinct()
                .toJavaRDD()
                .map(row -> row.getString(0))
                .collect()
                .stream()
                .sorted()
                .toList();
    }
}
