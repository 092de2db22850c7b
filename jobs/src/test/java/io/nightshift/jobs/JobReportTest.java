package io.nightshift.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightshift.errors.ExitCode;
import io.nightshift.errors.StorageException;
import io.nightshift.spark.SparkWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JobReport REPORT = new JobReport(
            1,
            "ingest",
            "2026-08-01",
            "r1",
            "a1",
            "0.1.0",
            "4.1.0",
            "17",
            "done",
            "",
            "2026-08-02T03:00:00Z",
            2.5,
            false,
            Map.of("events", new JobReport.TableSize(3, 70)),
            Map.of("kept", 3.0),
            new SparkWork(1, 2, 3, 4, 5, 6, 7, List.of(new SparkWork.StageTime("save", 1.5, 2))));

    private static JsonNode schema() throws IOException {
        return JSON.readTree(Path.of("..", "docs", "job-report.schema.json").toFile());
    }

    @Test
    void isReadBackAsItWasWritten() throws IOException {
        assertThat(JobReport.parse(JSON.writeValueAsString(REPORT))).isEqualTo(REPORT);
    }

    @Test
    void skipsWhatALaterVersionAdded() throws IOException {
        String later = JSON.writeValueAsString(REPORT).replaceFirst("\\{", "{\"moon\":\"full\",");
        assertThat(JobReport.parse(later)).isEqualTo(REPORT);
    }

    @Test
    void saysThatATextIsNoReport() {
        assertThatThrownBy(() -> JobReport.parse("{"))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot read a job's report: expected JSON");
    }

    @Test
    void followsThePublishedSchema() throws IOException {
        requireFollows(JSON.valueToTree(REPORT), schema(), "report");
    }

    @Test
    void theSchemaKnowsEveryOutcome() throws IOException {
        List<String> words =
                Arrays.stream(ExitCode.values()).map(ExitCode::word).toList();
        assertThat(schema().at("/properties/outcome/enum"))
                .map(JsonNode::asText)
                .containsExactlyElementsOf(words);
    }

    /** The part of JSON Schema that ours uses: every field is declared, required and of its type. */
    private static void requireFollows(JsonNode value, JsonNode schema, String where) {
        switch (schema.path("type").asText()) {
            case "object" -> requireFields(value, schema, where);
            case "array" -> value.forEach(item -> requireFollows(item, schema.get("items"), where + "[]"));
            case "string" -> assertThat(value.isTextual()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "number" -> assertThat(value.isNumber()).as(where).isTrue();
            default ->
                assertThat(schema.has("const") || schema.has("enum")).as(where).isTrue();
        }
    }

    private static void requireFields(JsonNode value, JsonNode schema, String where) {
        schema.path("required").forEach(name -> assertThat(value.has(name.asText()))
                .as(where + "." + name)
                .isTrue());
        value.fields().forEachRemaining(field -> {
            JsonNode declared = schema.at("/properties/" + field.getKey());
            JsonNode known = declared.isMissingNode() ? schema.path("additionalProperties") : declared;
            assertThat(known.isObject()).as(where + "." + field.getKey()).isTrue();
            requireFollows(field.getValue(), known, where + "." + field.getKey());
        });
    }
}
