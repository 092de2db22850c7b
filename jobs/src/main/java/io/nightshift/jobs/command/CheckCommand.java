package io.nightshift.jobs.command;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.ingest.InputProfile;
import io.nightshift.jobs.ingest.InputProfiler;
import io.nightshift.spark.OpenSession;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells a person what the settings make of the inputs and what the data can support, before the first night. */
@Command(
        name = "check",
        description = {
            "Settings and inputs: mapped columns with examples, what becomes of the rows, what the data can support and why not.",
            "Reads the inputs; writes nothing."
        },
        footer = {"", "Example: nightshift check --config conf/sample.conf --date 2017-12-28"},
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final String EVENTS = "events";
    private static final String KEPT = "kept";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "D",
            description = "The run date: the last full day that a run may see.")
    private String date;

    @Override
    public Integer call() {
        LoadedSettings loaded = settings.load();
        LocalDate day = RunDate.parse(date);
        if (loaded.settings().inputs().events().isEmpty()) {
            throw new SettingsException(
                    "Cannot check: inputs.events=[], expected at least one source; add one to the settings file");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (OpenSession session =
                OpenSession.of("nightshift check", loaded.settings().spark())) {
            List<InputProfile> profiles = new InputProfiler(session.spark(), loaded.settings(), day).profiles();
            profiles.forEach(profile -> print(out, profile));
            requireEvents(profiles);
            out.printf("%nWhat the data can support on %s%n", day);
            Support support = new Support(loaded.settings(), day, ofEvents(profiles));
            support.lines().forEach(line -> out.println("  " + line));
            out.printf("%nMemory, from the counts above%n");
            support.memory().forEach(line -> out.println("  " + line));
        }
        out.flush();
        return 0;
    }

    private static List<InputProfile> ofEvents(List<InputProfile> profiles) {
        return profiles.stream()
                .filter(profile -> profile.input().equals(EVENTS))
                .toList();
    }

    /** A file of one row for each customer has no time or no item to map, and every row of it is bad. */
    private static void requireEvents(List<InputProfile> profiles) {
        long kept = ofEvents(profiles).stream()
                .mapToLong(profile -> profile.outcomes().getOrDefault(KEPT, 0L))
                .sum();
        if (kept == 0) {
            throw new InputBadException(
                    "Cannot use inputs.events: 0 usable rows, expected events; an event is one thing that a"
                            + " user did with an item at a time, so a file with one row for each customer is not event data: it can"
                            + " only be inputs.users. The outcomes above say what is wrong with the rows");
        }
    }

    private static void print(PrintWriter out, InputProfile profile) {
        out.printf(
                Locale.ROOT,
                "%n%s %s: %,d rows in %d files, %,d bytes%n",
                profile.input(),
                profile.source(),
                profile.rows(),
                profile.files(),
                profile.bytes());
        profile.outcomes().forEach((outcome, rows) -> out.printf(Locale.ROOT, "  %,12d %s%n", rows, outcome));
        if (profile.firstDay().isPresent() && profile.lastDay().isPresent()) {
            out.printf(
                    Locale.ROOT,
                    "  from %s to %s, about %,d users and %,d items%n",
                    profile.firstDay().get(),
                    profile.lastDay().get(),
                    profile.users(),
                    profile.items());
        }
        profile.columns()
                .forEach(column -> out.printf(
                        "  %-14s %-15s = %s%n                 such as %s%n",
                        column.key(),
                        column.type().toLowerCase(Locale.ROOT),
                        column.mapping(),
                        column.examples().isEmpty()
                                ? "(no value in the first rows)"
                                : String.join(" | ", column.examples())));
    }
}
