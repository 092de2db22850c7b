package io.nightshift.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightshift.errors.ExitCode;
import io.nightshift.errors.StorageException;
import io.nightshift.spark.SparkWork;
import java.io.IOException;
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
            "s1",
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
        assertThat(ReportSchema.problems(JSON.writeValueAsString(REPORT))).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoReport() throws IOException {
        ObjectNode wrong = JSON.valueToTree(REPORT);
        wrong.put("outcome", "splendid").put("runId", "../up").remove("message");
        assertThat(ReportSchema.problems(wrong.toString()))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("$.outcome"))
                .anyMatch(problem -> problem.contains("$.runId"))
                .anyMatch(problem -> problem.contains("'message'"));
    }

    @Test
    void theSchemaKnowsEveryOutcome() throws IOException {
        List<String> words =
                Arrays.stream(ExitCode.values()).map(ExitCode::word).toList();
        assertThat(JSON.readTree(ReportSchema.FILE.toFile()).at("/properties/outcome/enum"))
                .map(JsonNode::asText)
                .containsExactlyElementsOf(words);
    }
}
