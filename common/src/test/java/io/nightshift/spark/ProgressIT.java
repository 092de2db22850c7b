package io.nightshift.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressIT {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    /** Shows one job, its line painted once more than the clock did. */
    private String shown(boolean terminal) {
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        try (Progress progress = new Progress(TestSpark.session(), out, terminal)) {
            progress.begin("ingest", Optional.of(3600.0));
            TestSpark.session().range(10).repartition(2).count();
            progress.paint();
            progress.end("done");
            progress.paint();
        }
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void rewritesOneLineOnATerminalAndLeavesTheOutcome() {
        assertThat(shown(true))
                .matches("(?s)(\r\u001b\\[Kingest +\\d+ of \\d+ stages, \\d+ tasks, \\d+ s, about \\d+ s left)+"
                        + "\r\u001b\\[Kingest +done, \\d+ stages, \\d+\\.\\d s\\R");
    }

    @Test
    void leavesOtherStreamsToTheLog() {
        assertThat(shown(false)).doesNotContain("done");
    }
}
