package io.nightshift.jobs.command;

import io.nightshift.jobs.Main;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command on a small shop in a Java process of its own. */
final class NightProcess {
    private NightProcess() {}

    /** Starts it with the shop's settings on two cores; both its streams go to the log. */
    static Process start(SmallShop shop, List<String> properties, Redirect log, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add") || argument.startsWith("-XX"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx1g", "-XX:TieredStopAtLevel=1", "-Dspark.sql.codegen.wholeStage=false", "-cp", classPath()));
        command.addAll(properties);
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        command.addAll(
                List.of("--config", shop.settings().toString(), "--set", "nightshift.spark.master=\"local[2]\""));
        if (!List.of(args).contains("--date")) {
            command.addAll(List.of("--date", SmallShop.DAY.toString()));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /** Surefire may put the real class path into a manifest-only jar and this property. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }
}
