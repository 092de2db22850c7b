package io.nightshift.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.jobs.NightshiftSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The sample of 600 households; figures counted with DuckDB over the same files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleIngestIT {
    private static FolderRun run;

    @BeforeAll
    static void ingest(@TempDir Path folder) {
        String sample = new File("../samples").getAbsolutePath();
        NightshiftSettings settings = Settings.read(
                ConfigFactory.parseFile(new File("../conf/sample.conf"))
                        .withFallback(ConfigFactory.parseResources("reference.conf"))
                        .resolve(),
                "nightshift",
                NightshiftSettings::read);
        System.setProperty("user.dir", new File("..").getAbsolutePath());
        run = new FolderRun(folder, "2017-12-28", settings);
        new IngestJob().compute(run);
    }

    @Test
    void countsEveryRowOnce() {
        List<Row> rows = run.table(InputOutcomesTable.CONTRACT)
                .orderBy("input", "outcome")
                .takeAsList(100);
        rows.forEach(System.out::println);
        run.table(EventsTable.CONTRACT).show(10, false);
        run.table(ItemsTable.CONTRACT).show(10, false);
        run.table(UsersTable.CONTRACT).show(10, false);
        run.table(QuarantineTable.CONTRACT).show(10, false);
        assertThat(rows).isNotEmpty();
    }
}
