package io.nightshift.jobs.publish;

import io.nightshift.jobs.JobReport;
import io.nightshift.warehouse.Release;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long the steps of a night took, kept among a release's metrics for the next night's guess of the remaining time. */
public final class Durations {
    private static final String PREFIX = "seconds.";

    private Durations() {}

    static Map<String, Double> asMetrics(List<JobReport> reports) {
        Map<String, Double> metrics = new TreeMap<>();
        reports.stream()
                .filter(report -> !report.kept())
                .forEach(report -> metrics.put(PREFIX + report.job(), report.seconds()));
        return metrics;
    }

    /** Step name to seconds; without the steps that the release's process did not compute itself. */
    public static Map<String, Double> of(Release release) {
        Map<String, Double> seconds = new TreeMap<>();
        release.metrics().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                seconds.put(name.substring(PREFIX.length()), value);
            }
        });
        return seconds;
    }
}
