package io.nightshift.jobs.ingest;

import static io.nightshift.jobs.ingest.Ingestion.plainEvents;
import static io.nightshift.jobs.ingest.Ingestion.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.FolderRun;
import io.nightshift.spark.TestSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user does wrong, and what a broken export does: the exit code and the message of each. */
class IngestFailuresIT {
    private static final String QUERY =
            "select 'u' || i as \"user\", 'i' || i as item, timestamptz '2026-08-01 10:00:00Z' as \"at\""
                    + " from range(1000) t(i)";

    @TempDir
    Path folder;

    private Ingestion ingestion;

    @BeforeEach
    void start() {
        ingestion = new Ingestion(folder);
    }

    private void assertFails(String hocon, ExitCode code, String... parts) {
        assertFails("2026-08-01", hocon, code, parts);
    }

    private void assertFails(String date, String hocon, ExitCode code, String... parts) {
        Throwable failure = catchThrowable(() -> ingestion.ingest(date, hocon));
        assertThat(failure).as(hocon).isNotNull();
        assertThat(ExitCode.of(failure)).as(String.valueOf(failure)).isEqualTo(code);
        assertThat(failure.getMessage()).startsWith("Cannot ").contains(parts);
    }

    @Test
    void endsWithSettingsWhenThereAreNoEvents() {
        assertFails("", ExitCode.SETTINGS, "inputs.events=[]");
    }

    @Test
    void endsWithInputMissingWhenNothingIsThere() throws IOException {
        assertFails(plainEvents(folder + "/none.csv", "csv"), ExitCode.INPUT_MISSING, "none.csv", "check the path");
        Files.createDirectories(folder.resolve("empty"));
        ingestion.file("empty/_SUCCESS");
        assertFails(plainEvents(folder + "/empty", "parquet"), ExitCode.INPUT_MISSING, "without data files");
        assertFails(plainEvents(folder + "/*.orc", "orc"), ExitCode.INPUT_MISSING, "a glob that matches");
    }

    @Test
    void endsWithInputBadWhenAFileIsEmpty() {
        assertFails(plainEvents(ingestion.bytes("a.csv", new byte[0]), "csv"), ExitCode.INPUT_BAD, "a header line");
        assertFails(plainEvents(ingestion.bytes("a.json", new byte[0]), "json"), ExitCode.INPUT_BAD, "JSON lines");
        assertFails(
                plainEvents(ingestion.file("b.csv", "user,item,at"), "csv"),
                ExitCode.INPUT_BAD,
                "newest event kept=none",
                "the sources have no rows");
    }

    @Test
    void namesTheNearestColumn() {
        String path = ingestion.file("a.csv", "usr,item,at", "u1,i1,2026-08-01");
        assertFails(
                plainEvents(path, "csv"),
                ExitCode.SETTINGS,
                "source a.csv: columns.user-id=user",
                "there is no column user; did you mean usr?");
        assertFails(
                plainEvents(path, "csv").replace("= user", "= usr, type = purchase"),
                ExitCode.SETTINGS,
                "a constant text needs quotes: \"'purchase'\"");
    }

    @Test
    void namesTheTypeThatCannotBeMapped() {
        String path = ingestion.parquet("a.parquet", "select 1 as \"user\", [1] as item, 1785600000 as \"at\"");
        assertFails(
                plainEvents(path, "parquet"),
                ExitCode.SETTINGS,
                "columns.item-id=item has type ARRAY<INT>, expected text or whole numbers",
                "columns.time=at has type INT",
                "timestamp_seconds");
    }

    @Test
    void namesAParquetFileThatIsCutShort() throws IOException {
        ingestion.parquet("in/a.parquet", QUERY);
        byte[] whole = Files.readAllBytes(Path.of(ingestion.parquet("b.parquet", QUERY)));
        ingestion.bytes("in/b.parquet", Arrays.copyOf(whole, whole.length / 2));
        assertFails(
                plainEvents(folder + "/in", "parquet"), ExitCode.INPUT_BAD, "in/b.parquet", "a complete Parquet file");
    }

    @Test
    void namesAFileOfAnotherFormat() {
        String text = ingestion.file("a.parquet", "user,item,at", "u1,i1,2026-08-01");
        assertFails(plainEvents(text, "parquet"), ExitCode.INPUT_BAD, "a.parquet", "a complete Parquet file");
        assertFails(plainEvents(text, "orc"), ExitCode.INPUT_BAD, "a.parquet");
    }

    @Test
    void namesAParquetFileWithoutAColumnThatTheOthersHave() {
        ingestion.parquet("in/a.parquet", QUERY);
        ingestion.parquet("in/b.parquet", QUERY.replace("'i' || i as item", "'i' || i as itm"));
        assertFails(plainEvents(folder + "/in", "parquet"), ExitCode.INPUT_BAD, "in/b.parquet", "has no column item");
    }

    @Test
    void namesACompressedFileThatIsCutShort() throws IOException {
        Path gz = folder.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            out.write("user,item,at\n".getBytes());
            for (int i = 0; i < 20_000; i++) {
                out.write(("u" + (i * 7919L % 10_007) + ",i" + i + ",2026-08-01\n").getBytes());
            }
        }
        byte[] whole = Files.readAllBytes(gz);
        Files.write(gz, Arrays.copyOf(whole, whole.length / 2));
        assertFails(plainEvents(gz.toString(), "csv"), ExitCode.INPUT_BAD, "a.csv.gz", "export it again");
    }

    @Test
    void namesACsvFileWithAnotherHeader() {
        ingestion.file("in/a.csv", "user,item,at", "u1,i1,2026-08-01");
        ingestion.file("in/b.csv", "item,user,at", "i1,u1,2026-08-01");
        assertFails(plainEvents(folder + "/in", "csv"), ExitCode.INPUT_BAD, ".csv", "export it again");
    }

    @Test
    void endsWithInputBadWhenTooManyRowsAreBadAndKeepsThemForInspection() {
        String path = ingestion.file("a.csv", "user,item,at", "u1,i1,2026-08-01", "u2,i2,tomorrow");
        FolderRun run = ingestion.run("2026-08-01", plainEvents(path, "csv"));
        Throwable failure = catchThrowable(() -> new IngestJob().compute(run));
        assertThat(failure)
                .hasMessage(
                        "Cannot use input events: 1 of 2 rows of a.csv cannot be used (bad-time 1), expected at most 0.01 of"
                                + " them; correct the source or the mapping, see the table quarantine, or raise max-bad-ratio");
        assertThat(ExitCode.of(failure)).isEqualTo(ExitCode.INPUT_BAD);
        assertThat(rows(run, QuarantineTable.CONTRACT, "reason", "raw"))
                .containsExactly("bad-time {\"user\":\"u2\",\"item\":\"i2\",\"at\":\"tomorrow\"}");
    }

    @Test
    void letsASourceHaveItsOwnRatio() {
        String path = ingestion.file("a.csv", "user,item,at", "u1,i1,2026-08-01", "u2,i2,tomorrow");
        FolderRun run = ingestion.ingest(
                "2026-08-01", plainEvents(path, "csv").replace("format", "max-bad-ratio = 0.5, format"));
        assertThat(run.rows(EventsTable.CONTRACT)).isEqualTo(1);
    }

    @Test
    void endsWithInputBadWhenTheRunDateHasNoEventsUnlessTheLagAllows() {
        String hocon = plainEvents(ingestion.file("a.csv", "user,item,at", "u1,i1,2026-08-01"), "csv");
        assertFails(
                "2026-08-03",
                hocon,
                ExitCode.INPUT_BAD,
                "newest event kept=2026-08-01, expected one on the run date 2026-08-03;",
                "a.csv: kept 1");
        assertFails("2020-01-01", hocon, ExitCode.INPUT_BAD, "newest event kept=none", "after-run-date 1");
        FolderRun late = ingestion.ingest("2026-08-03", hocon + "ingest.max-lag-days = 2");
        assertThat(late.reported()).containsEntry("newest-event-age-days", 2.0);
        assertThat(rows(late, InputDaysTable.CONTRACT, "*")).containsExactly("events a.csv 2026-08-01 1");
    }

    @Test
    void endsWithInputBadWhenASuppressedUserCannotBeRead() {
        String hocon = plainEvents(ingestion.file("a.csv", "user,item,at", "u1,i1,2026-08-01"), "csv")
                + "inputs.suppression = [ { path = \"" + ingestion.file("erased.csv", "who,since", "u2,1", ",2")
                + "\", format = csv, columns { user-id = who } } ]";
        assertFails(hocon, ExitCode.INPUT_BAD, "input suppression: 1 of 2 rows", "missing-user-id 1");
    }

    @Test
    void refusesToReadLeniently() {
        String hocon = plainEvents(ingestion.file("a.csv", "user,item,at", "u1,i1,2026-08-01"), "csv");
        for (String key : new String[] {"spark.sql.files.ignoreCorruptFiles", "spark.sql.files.ignoreMissingFiles"}) {
            TestSpark.session().conf().set(key, "true");
            try {
                assertFails(hocon, ExitCode.SETTINGS, key + "=true, expected false");
            } finally {
                TestSpark.session().conf().unset(key);
            }
        }
        for (String option : new String[] {"mode = DROPMALFORMED", "ignoreCorruptFiles = true", "inferSchema = true"}) {
            assertFails(
                    hocon.replace("format", "options { " + option + " }, format"),
                    ExitCode.SETTINGS,
                    "inputs.events[0].options.");
        }
    }
}
