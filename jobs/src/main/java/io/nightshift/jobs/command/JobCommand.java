package io.nightshift.jobs.command;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.warehouse.RunId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Computes one job of a run, for schedulers that give every job a process of its own. */
@Command(mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {
    private final Job job;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "D",
            description = "The run date: the last full day that the run may see.")
    private String date;

    @Option(
            names = "--run-id",
            required = true,
            paramLabel = "R",
            description = "The run that the job's tables belong to.")
    private String runId;

    private JobCommand(Job job) {
        this.job = job;
    }

    /** The command line of a job, its help taken from what the job declares. */
    static CommandLine of(Job job) {
        CommandLine line = new CommandLine(new JobCommand(job));
        line.getCommandSpec()
                .usageMessage()
                .description(
                        job.description() + ".",
                        "Reads " + names(job.reads()) + "; writes " + names(job.writes()) + ".")
                .footer(
                        "",
                        "Example: nightshift " + job.name()
                                + " --config conf/sample.conf --date 2017-12-28 --run-id try-1");
        return line;
    }

    private static String names(List<Contract> tables) {
        return tables.isEmpty()
                ? "the inputs"
                : String.join(", ", tables.stream().map(Contract::table).toList());
    }

    @Override
    public Integer call() {
        try (OpenNight open = OpenNight.of(settings.load(), RunDate.parse(date), RunId.of(runId))) {
            open.night().compute(job);
        }
        return 0;
    }
}
