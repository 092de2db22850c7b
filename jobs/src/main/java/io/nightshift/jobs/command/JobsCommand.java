package io.nightshift.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.JobCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists every job in running order with the tables it reads and writes. */
@Command(
        name = "jobs",
        description = "Every job of a night in running order, with what it reads and writes.",
        footer = {"", "Example: nightshift jobs --json"},
        mixinStandardHelpOptions = true)
final class JobsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON for machines.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        List<Job> jobs = JobCatalog.standard().jobs();
        if (json) {
            spec.commandLine()
                    .getOut()
                    .println(Json.pretty(jobs.stream().map(JobsCommand::asMap).toList()));
            return 0;
        }
        for (Job job : jobs) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-13s %s%n              reads  %s%n              writes %s%n",
                            job.name(), job.description(), tables(job.reads()), tables(job.writes()));
        }
        return 0;
    }

    private static Map<String, Object> asMap(Job job) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("job", job.name());
        map.put("description", job.description());
        map.put("reads", job.reads().stream().map(Contract::table).toList());
        map.put("writes", job.writes().stream().map(Contract::table).toList());
        map.put("settings", job.settings());
        return map;
    }

    private static String tables(List<Contract> contracts) {
        return contracts.isEmpty()
                ? "(no table)"
                : String.join(", ", contracts.stream().map(Contract::table).toList());
    }
}
