package io.nightshift.bench;

import io.nightshift.als.AlsSettings;
import io.nightshift.als.Solver;
import io.nightshift.spark.SparkDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Fits and lists with each engine in turn, so that a slow spell of the machine meets all of them: one warm-up, then the given number of
 * runs. Prints a JSON line for each engine and run, and the medians. Options as name=value; see scripts/bench.d/als.
 */
public final class AlsBench {
    private AlsBench() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of(
                "users",
                "60000",
                "items",
                "20000",
                "interactions",
                "4000000",
                "rank",
                "64",
                "iterations",
                "10",
                "solver",
                "cholesky",
                "threads",
                "2",
                "engines",
                "nightshift,mllib",
                "runs",
                "3",
                "work",
                "target/bench/als"));
        options.putAll(Map.of("data", "synthetic", "peer", "python3", "home", "."));
        for (String argument : arguments) {
            options.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
        }
        SparkSession spark = SparkDefaults.applyTo(SparkSession.builder())
                .master("local[" + options.get("threads") + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "8")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        measure(spark, options);
        spark.stop();
    }

    private static void measure(SparkSession spark, Map<String, String> options) throws Exception {
        Path work = Files.createDirectories(Path.of(options.get("work")));
        Path file = file(spark, options, work);
        Dataset<Row> pairs = spark.read().schema(SyntheticInteractions.SCHEMA).parquet(file.toString());
        Engine.Task task = new Engine.Task(
                pairs,
                file,
                AlsSettings.defaults(),
                Integer.parseInt(options.get("threads")),
                List.of(options.get("peer"), options.get("home") + "/scripts/peers/implicit_als.py"));
        int users = (int) pairs.select("user").distinct().count();
        List<Contender> contenders = Arrays.stream(options.get("engines").split(","))
                .map(text -> Contender.parse(text, options))
                .toList();
        Map<Contender, List<Engine.Outcome>> outcomes = new LinkedHashMap<>();
        for (int run = 0; run <= Integer.parseInt(options.get("runs")); run++) {
            for (Contender contender : contenders) {
                Path lists = Files.createTempDirectory(work, "lists").resolve("written");
                Engine.Outcome outcome = contender.run(task, lists);
                print(contender, run, outcome, users);
                if (run > 0) {
                    outcomes.computeIfAbsent(contender, first -> new ArrayList<>())
                            .add(outcome);
                }
            }
        }
        table(outcomes);
    }

    /** An engine with the solver, rank and iterations it is measured with. MLlib's solver is always Cholesky. */
    private record Contender(String name, Engine engine, Solver solver, int rank, int iterations) {
        /** Reads ENGINE[:SOLVER[:RANK[:ITERATIONS]]]; what is not named is as in the options. */
        static Contender parse(String text, Map<String, String> options) {
            String[] parts = text.split(":");
            return new Contender(
                    text,
                    Engine.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    Solver.valueOf((parts.length > 1 ? parts[1] : options.get("solver")).toUpperCase(Locale.ROOT)),
                    Integer.parseInt(parts.length > 2 ? parts[2] : options.get("rank")),
                    Integer.parseInt(parts.length > 3 ? parts[3] : options.get("iterations")));
        }

        Engine.Outcome run(Engine.Task task, Path lists) throws IOException {
            return engine.run(
                    task.with(task.settings().withSolver(solver).withRank(rank).withIterations(iterations)), lists);
        }
    }

    private static void print(Contender contender, int run, Engine.Outcome outcome, int users) {
        double lists = Double.isNaN(outcome.written()) ? outcome.unwritten() : outcome.written();
        System.out.printf(
                Locale.ROOT,
                "{\"engine\": \"%s\", \"run\": %d, \"fit_s\": %.2f, \"iteration_s\": %.3f, \"lists_s\": %s, \"written_s\": %s,"
                        + " \"users_per_s\": %.0f, \"objective\": %s, \"peak_mb\": %.0f}%n",
                contender.name(),
                run,
                outcome.fit(),
                outcome.fit() / contender.iterations(),
                json(outcome.unwritten()),
                json(outcome.written()),
                users / lists,
                json(outcome.objective()),
                outcome.peak());
    }

    private static String json(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** Medians, and how many times as long as the first engine the others took. */
    private static void table(Map<Contender, List<Engine.Outcome>> outcomes) {
        System.out.println("| engine | fit, s | x | top-20, s | x | top-20 written, s | x | objective |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<Engine.Outcome> first = outcomes.values().iterator().next();
        outcomes.forEach((contender, measured) -> System.out.printf(
                "| %s | %s | %s | %s | %s |%n",
                contender.name(),
                cell(measured, first, Engine.Outcome::fit),
                cell(measured, first, Engine.Outcome::unwritten),
                cell(measured, first, Engine.Outcome::written),
                json(median(measured, Engine.Outcome::objective))));
    }

    private static String cell(
            List<Engine.Outcome> outcomes, List<Engine.Outcome> first, ToDoubleFunction<Engine.Outcome> value) {
        double seconds = median(outcomes, value);
        return Double.isNaN(seconds)
                ? "- | -"
                : String.format(Locale.ROOT, "%.2f | %.1f", seconds, seconds / median(first, value));
    }

    private static Path file(SparkSession spark, Map<String, String> options, Path work) {
        if (!options.get("data").equals("synthetic")) {
            return Path.of(options.get("data"));
        }
        String shape = options.get("users") + "-" + options.get("items") + "-" + options.get("interactions");
        Path file = work.resolve("pairs-" + shape);
        if (!Files.exists(file.resolve("_SUCCESS"))) {
            new SyntheticInteractions(
                            Integer.parseInt(options.get("users")),
                            Integer.parseInt(options.get("items")),
                            Long.parseLong(options.get("interactions")))
                    .rows(spark)
                    .write()
                    .parquet(file.toString());
        }
        return file;
    }

    private static double median(List<Engine.Outcome> outcomes, ToDoubleFunction<Engine.Outcome> value) {
        double[] sorted = outcomes.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
