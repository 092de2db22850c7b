package io.nightshift.jobs.command;

import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.tune.Trial;
import io.nightshift.jobs.tune.Tuning;
import io.nightshift.spark.OpenSession;
import io.nightshift.storage.Storage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches for settings under which the backtest is best. */
@Command(
        name = "tune",
        description = {
            "Searches for settings under which a figure of the backtest is best; the section tune says which and how.",
            "Reads the inputs, writes one file for each trial into the log folder, and nothing into the warehouse.",
            "The tables of the trial under way lie in the log folder too, so give each process a folder of its own.",
            "The same command with the same folder goes on where the last one ended."
        },
        footer = {
            "",
            "Example: nightshift tune --config my.conf --date 2017-11-30 --log target/tune",
            "Tune on earlier dates than those whose figures you will report: the best of many trials looks better than it is."
        },
        mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "D",
            description = "The last day that any trial may see, with the backtest's days before it.")
    private String date;

    @Option(
            names = "--log",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the trials, any Hadoop path; for one process at a time.")
    private String log;

    @Override
    public Integer call() {
        LoadedSettings loaded = settings.load();
        Tuning tuning = new Tuning(
                loaded,
                RunDate.parse(date),
                Storage.open(log, loaded.settings().spark().hadoop()));
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Mean %s after each cut%n", loaded.settings().tune().objective());
        try (OpenSession session =
                OpenSession.of("nightshift tune", loaded.settings().spark())) {
            tuning.run(session.spark(), trial -> print(out, trial));
        }
        List<Trial> best = tuning.log().best();
        out.printf("%nThe best of %d trials%n", best.size());
        best.stream().limit(SHOWN).forEach(trial -> print(out, trial));
        if (best.get(0).number() == 0) {
            out.printf("%nNo trial is better than the settings as they are.%n");
        } else {
            out.printf("%n%s", best.get(0).snippet());
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, Trial trial) {
        out.printf(
                Locale.ROOT,
                "  trial %4d  %.4f  %6.1f s  %s%n",
                trial.number(),
                trial.value(),
                trial.seconds(),
                trial.number() == 0 ? "the settings as they are" : trial.settings());
        out.flush();
    }
}
