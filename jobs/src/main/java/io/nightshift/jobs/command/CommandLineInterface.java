package io.nightshift.jobs.command;

import io.nightshift.errors.ExitCode;
import io.nightshift.errors.NightshiftException;
import io.nightshift.jobs.JobCatalog;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Parses the command line, runs one command and turns its end into an exit code. Results go to the output, all else to the error stream. */
@Command(
        name = "nightshift",
        description = "A nightly marketing batch on Spark: events in, released tables out.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            NightlyCommand.class,
            CheckCommand.class,
            PublishCommand.class,
            JobsCommand.class,
            TablesCommand.class,
            ReleasesCommand.class,
            ReportCommand.class,
            PathCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            RollbackCommand.class,
            RefilterCommand.class,
            PruneCommand.class,
            InspectCommand.class,
            CompareCommand.class,
            TuneCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Each job is a command too: nightshift JOB --config FILE --date D --run-id R (nightshift jobs lists them).",
            "Exit codes: 0 done, 1 unexpected, 2 settings or usage, 3 input missing, 4 input bad or stale,",
            "            5 audit or gate failed, 6 superseded, 7 storage."
        })
public final class CommandLineInterface {
    private static final Logger LOG = LoggerFactory.getLogger("io.nightshift.Nightshift");

    private CommandLineInterface() {}

    /** Runs one command to its end; never exits the process. */
    public static ExitCode run(String[] args) {
        CommandLine line = commandLine();
        int status = line.execute(args);
        return ExitCode.values()[status];
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new CommandLineInterface());
        JobCatalog.standard().jobs().forEach(job -> line.addSubcommand(job.name(), JobCommand.of(job)));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler(
                (failure, at, parsed) -> report(at, failure).status());
        line.setParameterExceptionHandler(CommandLineInterface::reportUsage);
        line.setExitCodeExceptionMapper(failure -> ExitCode.of(failure).status());
        return line;
    }

    private static int reportUsage(CommandLine.ParameterException wrong, String[] args) {
        CommandLine at = wrong.getCommandLine();
        at.getErr()
                .println("Cannot run: " + wrong.getMessage() + "; see nightshift "
                        + (at.getParent() == null ? "" : at.getCommandName() + " ") + "--help");
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, at.getErr());
        return ExitCode.SETTINGS.status();
    }

    /** A failure that a user can mend is told in its own words; anything else is a bug and keeps its stack trace. */
    private static ExitCode report(CommandLine at, Exception failure) {
        ExitCode code = ExitCode.of(failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NightshiftException known) {
                at.getErr().println(known.getMessage());
                LOG.error("nightshift ends with {} ({})", code.status(), code.word());
                return code;
            }
        }
        LOG.error("nightshift ends with {} ({})", code.status(), code.word(), failure);
        at.getErr().println("Unexpected failure: " + failure + "; please report it with the log above");
        return code;
    }
}
