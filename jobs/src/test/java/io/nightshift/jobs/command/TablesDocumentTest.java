package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.JobCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TablesDocumentTest {
    @Test
    void tellsWhatTheContractsSay() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "tables.md")))
                .as("run scripts/nightshift tables --markdown > docs/tables.md")
                .isEqualTo(TablesDocument.of(JobCatalog.standard().tables()));
    }
}
