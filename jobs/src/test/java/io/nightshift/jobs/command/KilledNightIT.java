package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.ReportSchema;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night in a process of its own, killed with SIGKILL while it works, then resumed by another process. */
class KilledNightIT {
    private static final int MINUTES = 10;

    /** What takes long and writes nothing that a kill could meet otherwise than another table. */
    private static final String WITHOUT_BACKTEST =
            "nightshift { evaluate.schedule = off, recommend.ranking.model = off }\n";

    private static final String JSON_LINES =
            "-Dlog4j2.configurationFile=" + Path.of("..", "conf", "log4j2-json.properties");

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
        Path lines = folder.resolve("lines");
        Process resumed =
                NightProcess.start(shop, List.of(JSON_LINES), Redirect.to(lines.toFile()), "nightly", "--resume");
        assertThat(resumed.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(resumed.exitValue()).as(Files.readString(lines)).isEqualTo(ExitCode.DONE.status());
        assertThat(shop.warehouse().resolve("releases/00000001.json")).content().contains("killed");
        assertLinesNameTheRunAndNoUser(lines);
        assertReportsFollowTheSchema(shop);
    }

    private static void assertLinesNameTheRunAndNoUser(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        List<JsonNode> ours = new ArrayList<>();
        for (String line : lines) {
            JsonNode entry = new ObjectMapper().readTree(line);
            if (entry.path("logger").asText().startsWith("io.nightshift")) {
                ours.add(entry);
            }
        }
        assertThat(ours).hasSizeGreaterThan(10).allSatisfy(entry -> assertThat(
                        entry.path("run").asText())
                .as(entry.toString())
                .isEqualTo(SmallShop.DAY + "/killed"));
        assertThat(ours.stream().map(entry -> entry.path("job").asText())).contains("ingest", "recommend", "publish");
        assertThat(lines).noneMatch(line -> SmallShop.USER_ID.matcher(line).find());
    }

    private static void assertReportsFollowTheSchema(SmallShop shop) throws IOException {
        Path reports = shop.warehouse()
                .resolve("runs")
                .resolve(SmallShop.DAY.toString())
                .resolve("killed/reports");
        try (Stream<Path> files = Files.list(reports)) {
            List<Path> written =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(written).isNotEmpty();
            for (Path report : written) {
                assertThat(ReportSchema.problems(Files.readString(report)))
                        .as(report.toString())
                        .isEmpty();
            }
        }
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
