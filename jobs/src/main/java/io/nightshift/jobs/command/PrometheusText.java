package io.nightshift.jobs.command;

import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.JobReport;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run's reports in Prometheus' text format, for its text file collector. Of several tries at a step the last counts; the run's date
 * is a value and no label, so that a night continues the series of the night before.
 */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder();
    private final Collection<JobReport> reports;

    private PrometheusText(Collection<JobReport> reports) {
        this.reports = reports;
    }

    /** The text for reports in the order of their starts; empty for none. */
    static String of(List<JobReport> inOrder) {
        Map<String, JobReport> last = new LinkedHashMap<>();
        inOrder.forEach(report -> last.put(report.job(), report));
        return last.isEmpty() ? "" : new PrometheusText(last.values()).lines();
    }

    private String lines() {
        head("nightshift_run_date_seconds", "Start of the run date in UTC, as Unix time");
        JobReport any = reports.iterator().next();
        sample(
                "nightshift_run_date_seconds",
                "",
                Instant.parse(any.runDate() + "T00:00:00Z").getEpochSecond());
        head("nightshift_step_exit_code", "How the last try at the step ended: 0 is done");
        reports.forEach(report -> sample("nightshift_step_exit_code", step(report), exitCode(report)));
        head("nightshift_step_seconds", "Wall time of the last try at the step");
        reports.forEach(report -> sample("nightshift_step_seconds", step(report), report.seconds()));
        head("nightshift_step_end_seconds", "End of the last try at the step, as Unix time");
        reports.forEach(report -> sample("nightshift_step_end_seconds", step(report), end(report)));
        head("nightshift_step_peak_task_bytes", "Largest execution memory of one task of the step");
        reports.forEach(report -> sample(
                "nightshift_step_peak_task_bytes", step(report), report.work().peakTaskBytes()));
        tables();
        head("nightshift_figure", "What the step had to report");
        reports.forEach(report -> report.figures()
                .forEach((name, value) -> sample("nightshift_figure", step(report) + label("name", name), value)));
        return text.toString();
    }

    private void tables() {
        head("nightshift_table_rows", "Rows of a table that the step left");
        reports.forEach(report -> report.tables()
                .forEach((table, size) ->
                        sample("nightshift_table_rows", step(report) + label("table", table), size.rows())));
        head("nightshift_table_bytes", "Bytes of the table's files");
        reports.forEach(report -> report.tables()
                .forEach((table, size) ->
                        sample("nightshift_table_bytes", step(report) + label("table", table), size.bytes())));
    }

    private static int exitCode(JobReport report) {
        for (ExitCode code : ExitCode.values()) {
            if (code.word().equals(report.outcome())) {
                return code.status();
            }
        }
        return ExitCode.UNEXPECTED.status();
    }

    private static double end(JobReport report) {
        return Instant.parse(report.startedAt()).toEpochMilli() / 1e3 + report.seconds();
    }

    private void head(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void sample(String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels, 0, labels.length() - 1).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6f", value);
    }

    private static String step(JobReport report) {
        return label("step", report.job());
    }

    private static String label(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return name + "=\"" + escaped + "\",";
    }
}
