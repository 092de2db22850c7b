package io.nightshift.jobs;

import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.command.CommandLineInterface;

/** The entry point of spark-submit and of the launcher; {@link CommandLineInterface} has the commands. */
public final class Main {
    private Main() {}

    /**
     * Runs one command. A driver inside a cluster throws instead of exiting, because YARN counts any exit of its own as a failure;
     * elsewhere a failure becomes the process's exit status.
     */
    public static void main(String[] args) {
        ExitCode code = CommandLineInterface.run(args);
        if (code != ExitCode.DONE) {
            if ("cluster".equals(System.getProperty("spark.submit.deployMode"))) {
                throw new IllegalStateException(
                        "Nightshift ended with " + code.status() + " (" + code.word() + "), see the log above");
            }
            System.exit(code.status());
        }
    }
}
