package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.errors.ExitCode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night in a process of its own, killed with SIGKILL while it works, then resumed by another process. */
class KilledNightIT {
    private static final int MINUTES = 10;

    /** What takes long and writes nothing that a kill could meet otherwise than another table. */
    private static final String WITHOUT_BACKTEST =
            "nightshift { evaluate.schedule = off, recommend.ranking.model = off }\n";

    @TempDir
    private Path folder;

    @Test
    void resumesAfterEachKillAndReadersSeeNothingUntilTheEnd() throws IOException, InterruptedException {
        SmallShop shop = new SmallShop(folder.resolve("shop"));
        Files.writeString(shop.settings(), WITHOUT_BACKTEST, StandardOpenOption.APPEND);
        for (String table : List.of("events", "user_factors", "recommendations")) {
            Process night = start(shop, "nightly", "--run-id", "killed");
            awaitTable(shop, night, table);
            night.destroyForcibly().waitFor(MINUTES, TimeUnit.MINUTES);
            assertThat(shop.warehouse().resolve("releases"))
                    .as("killed after " + table)
                    .satisfiesAnyOf(releases -> assertThat(releases).doesNotExist(), releases -> assertThat(releases)
                            .isEmptyDirectory());
        }
        Process resumed = start(shop, "nightly", "--resume");
        assertThat(resumed.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(resumed.exitValue()).as(Files.readString(log())).isEqualTo(ExitCode.DONE.status());
        assertThat(shop.warehouse().resolve("releases/00000001.json")).content().contains("killed");
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** The night is killed the moment a table's manifest exists, in the middle of what follows. */
    private static void awaitTable(SmallShop shop, Process night, String table) {
        Path manifest = shop.warehouse()
                .resolve("runs")
                .resolve(SmallShop.DAY.toString())
                .resolve("killed")
                .resolve(table)
                .resolve("MANIFEST.json");
        while (!Files.exists(manifest)) {
            assertThat(night.isAlive())
                    .as("the night runs until " + table + " is there")
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private Process start(SmallShop shop, String... args) throws IOException {
        return NightProcess.start(shop, List.of(), Redirect.appendTo(log().toFile()), args);
    }
}
