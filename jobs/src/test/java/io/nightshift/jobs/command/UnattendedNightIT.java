package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.JobCatalog;
import io.nightshift.jobs.ReportSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nights leave for those who were asleep: one that is released and two that fail, each a process with a secret. */
class UnattendedNightIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "canary-7f3a9c51e2";
    private static final String NO_EVENTS = "2026-09-15";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void runTheNights() throws IOException, InterruptedException {
        SmallShop shop = new SmallShop(folder.resolve("shop"));
        Path secret = Files.writeString(
                Files.createDirectory(folder.resolve("secret")).resolve("key"), CANARY);
        Files.createDirectory(folder.resolve("events"));
        Files.writeString(
                shop.settings(),
                Files.readString(shop.settings()) + "nightshift.spark.conf.\"spark.hadoop.fs.s3a.secret.key\" = \"file:"
                        + secret + "\"\n");
        // The process ends by itself when Main returns: a thread left behind would keep it.
        assertThat(ends(shop, "released", "--run-id", "r1")).isEqualTo(ExitCode.DONE.status());
        assertThat(ends(shop, "failed", "--run-id", "r2", "--date", NO_EVENTS)).isEqualTo(ExitCode.INPUT_BAD.status());
        // The command line's master counts more than the settings'.
        assertThat(ends(shop, "broken", "-Dspark.master=nowhere", "--run-id", "r3"))
                .isEqualTo(ExitCode.UNEXPECTED.status());
    }

    private static int ends(SmallShop shop, String log, String... more) throws IOException, InterruptedException {
        List<String> properties = new ArrayList<>(List.of(
                "-Dlog4j2.configurationFile="
                        + Path.of("..", "conf", "log4j2-json.properties").toUri(),
                "-Dspark.eventLog.enabled=true",
                "-Dspark.eventLog.compress=false",
                "-Dspark.eventLog.dir=" + folder.resolve("events").toUri()));
        Stream.of(more).filter(option -> option.startsWith("-D")).forEach(properties::add);
        String[] args = Stream.concat(Stream.of("nightly"), Stream.of(more).filter(option -> !option.startsWith("-D")))
                .toArray(String[]::new);
        Process night = NightProcess.start(
                shop, properties, Redirect.to(folder.resolve(log + ".log").toFile()), args);
        assertThat(night.waitFor(10, TimeUnit.MINUTES)).as("the process ends").isTrue();
        return night.exitValue();
    }

    private static List<Path> files(String below, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .toList();
        }
    }

    private static List<JsonNode> log(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name + ".log")).stream()
                .filter(line -> line.startsWith("{"))
                .map(UnattendedNightIT::parsed)
                .toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static JsonNode report(String outcome) throws IOException {
        for (Path file : files("shop/warehouse/runs", ".json")) {
            JsonNode report = JSON.readTree(file.toFile());
            if (file.getParent().endsWith("reports")
                    && report.get("outcome").asText().equals(outcome)
                    && (outcome.equals("input-bad")
                            || report.get("job").asText().equals("publish"))) {
                return report;
            }
        }
        throw new AssertionError("no report of " + outcome);
    }

    @Test
    void everyReportFollowsThePublishedSchema() throws IOException {
        List<Path> reports = files("shop/warehouse/runs", ".json").stream()
                .filter(file -> file.getParent().endsWith("reports"))
                .toList();
        // A step more than there are jobs, and the failed night's first.
        assertThat(reports).hasSize(JobCatalog.standard().jobs().size() + 2);
        for (Path report : reports) {
            assertThat(ReportSchema.problems(Files.readString(report)))
                    .as(report.toString())
                    .isEmpty();
        }
    }

    @Test
    void reportsTellInputsRowsAuditsAndFigures() throws IOException {
        JsonNode failed = report("input-bad").get("figures");
        assertThat(failed.get("input.events.files").asInt()).isEqualTo(1);
        // 181 days of eight visits with three lines each, all before that date.
        assertThat(failed.get("rows.events.events.csv.kept").asInt()).isEqualTo(181 * 8 * 3);
        JsonNode released = report("done").get("figures");
        assertThat(released.get("audit.recommendations.unique-key").asInt()).isEqualTo(1);
        assertThat(released.has("metric.blend.all.ndcg@10.all")).isTrue();
    }

    @Test
    void everyLogLineOfAJobNamesRunAndJob() throws IOException {
        List<JsonNode> lines = log("released").stream()
                .filter(line -> line.get("logger").asText().endsWith("Progress"))
                .toList();
        assertThat(lines).hasSize(JobCatalog.standard().jobs().size() + 1).allSatisfy(line -> {
            assertThat(line.get("run").asText()).isEqualTo(SmallShop.DAY + "/r1");
            assertThat(line.get("message").asText()).startsWith(line.get("job").asText());
        });
        assertThat(log("failed"))
                .last()
                .extracting(line -> line.get("message").asText())
                .isEqualTo("nightshift ends with 4 (input-bad)");
    }

    @Test
    void logsHoldNoUserIds() throws IOException {
        for (String name : List.of("released", "failed", "broken")) {
            assertThat(log(name)).noneMatch(line -> line.toString().matches(".*\\bu[0-9]{2}\\b.*"));
        }
    }

    @Test
    void theSecretIsInNothingThatANightLeaves() throws IOException {
        assertThat(files("events", "")).isNotEmpty();
        for (Path file : files("", "")) {
            if (!file.startsWith(folder.resolve("secret"))) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }
}
