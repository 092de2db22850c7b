package io.nightshift.warehouse;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where everything is within a warehouse. */
final class Layout {
    static final String RELEASES = "releases";
    static final String RUNS = "runs";
    static final String RUN_FILE = "run.json";
    static final String REPORTS = "reports";
    static final String MANIFEST = "MANIFEST.json";

    private static final Pattern RELEASE = Pattern.compile("([0-9]{8,9})\\.json");

    private Layout() {}

    static String release(int number) {
        return RELEASES + "/" + String.format(Locale.ROOT, "%08d.json", number);
    }

    /** The number of a release file, or nothing for any other name. */
    static Optional<Integer> releaseNumber(String fileName) {
        Matcher matcher = RELEASE.matcher(fileName);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    static String runs(LocalDate date) {
        return RUNS + "/" + date;
    }

    static String run(LocalDate date, RunId runId) {
        return RUNS + "/" + date + "/" + runId;
    }

    static String runFile(String run) {
        return run + "/" + RUN_FILE;
    }

    static String table(String run, String table) {
        return run + "/" + table;
    }

    static String attempt(String run, String table, String attempt) {
        return table(run, table) + "/" + attempt;
    }

    static String manifest(String run, String table) {
        return table(run, table) + "/" + MANIFEST;
    }

    static String reports(String run) {
        return run + "/" + REPORTS;
    }

    static String report(String run, String job, String attempt) {
        return reports(run) + "/" + job + "-" + attempt + ".json";
    }
}
