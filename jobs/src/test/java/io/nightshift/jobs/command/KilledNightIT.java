package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.Main;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night in a process of its own, killed with SIGKILL while it works, then resumed by another process. */
class KilledNightIT {
    private static final int MINUTES = 10;

    @TempDir
    private Path folder;

    @Test
    void resumesAfterEachKillAndReadersSeeNothingUntilTheEnd() throws IOException, InterruptedException {
        SmallShop shop = new SmallShop(folder.resolve("shop"));
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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add") || argument.startsWith("-XX"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx1g", "-cp", classPath(), Main.class.getName()));
        command.addAll(List.of(args));
        command.addAll(List.of(
                "--config",
                shop.settings().toString(),
                "--date",
                SmallShop.DAY.toString(),
                "--set",
                "nightshift.spark.master=\"local[2]\""));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Surefire may put the real class path into a manifest-only jar and this property. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }
}
