package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.JobReport;
import io.nightshift.spark.SparkWork;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static JobReport report(String job, String outcome, String startedAt, Map<String, Double> figures) {
        return new JobReport(
                1,
                job,
                "2026-08-01",
                "r1",
                "a1",
                "s1",
                "0.1.0",
                "4.1.0",
                "17",
                outcome,
                "",
                startedAt,
                2.5,
                false,
                Map.of("events", new JobReport.TableSize(3, 70)),
                figures,
                new SparkWork(1, 2, 3, 4, 5, 6, 7, List.of()));
    }

    @Test
    void printsOneSamplePerStepTableAndFigure() {
        String text = PrometheusText.of(List.of(report("ingest", "done", "2026-08-02T03:00:00Z", Map.of("kept", 3.0))));
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "nightshift_run_date_seconds 1785542400",
                        "nightshift_step_exit_code{step=\"ingest\"} 0",
                        "nightshift_step_seconds{step=\"ingest\"} 2.500000",
                        "nightshift_step_end_seconds{step=\"ingest\"} 1785639602.500000",
                        "nightshift_step_peak_task_bytes{step=\"ingest\"} 7",
                        "nightshift_table_rows{step=\"ingest\",table=\"events\"} 3",
                        "nightshift_table_bytes{step=\"ingest\",table=\"events\"} 70",
                        "nightshift_figure{step=\"ingest\",name=\"kept\"} 3");
    }

    @Test
    void theLastTryAtAStepCounts() {
        String text = PrometheusText.of(List.of(
                report("publish", "storage", "2026-08-02T03:00:00Z", Map.of()),
                report("publish", "rejected", "2026-08-02T04:00:00Z", Map.of())));
        assertThat(text)
                .contains("nightshift_step_exit_code{step=\"publish\"} 5\n")
                .doesNotContain("nightshift_step_exit_code{step=\"publish\"} 7");
    }

    @Test
    void escapesWhatWouldEndALabel() {
        String text = PrometheusText.of(
                List.of(report("ingest", "done", "2026-08-02T03:00:00Z", Map.of("a\"b\\c\nd", Double.NaN))));
        assertThat(text).endsWith("nightshift_figure{step=\"ingest\",name=\"a\\\"b\\\\c\\nd\"} NaN\n");
    }

    @Test
    void isEmptyWithoutReports() {
        assertThat(PrometheusText.of(List.of())).isEmpty();
    }
}
