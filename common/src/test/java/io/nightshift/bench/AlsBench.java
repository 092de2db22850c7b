package io.nightshift.bench;

import io.nightshift.als.AlsSettings;
import io.nightshift.als.Solver;
import io.nightshift.spark.SparkDefaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
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
        Dataset<Row> pairs = pairs(spark, options, work);
        System.out.println("pairs " + pairs.count());
        AlsSettings settings = AlsSettings.defaults()
                .withRank(Integer.parseInt(options.get("rank")))
                .withIterations(Integer.parseInt(options.get("iterations")))
                .withSolver(Solver.valueOf(options.get("solver").toUpperCase(Locale.ROOT)));
        List<Engine> engines = Arrays.stream(
                        options.get("engines").toUpperCase(Locale.ROOT).split(","))
                .map(Engine::valueOf)
                .toList();
        Map<Engine, List<Engine.Outcome>> outcomes = new EnumMap<>(Engine.class);
        for (int run = 0; run <= Integer.parseInt(options.get("runs")); run++) {
            for (Engine engine : engines) {
                Path lists = Files.createTempDirectory(work, "lists").resolve("written");
                Engine.Outcome outcome = engine.run(pairs, settings, lists);
                System.out.printf(
                        Locale.ROOT,
                        "{\"engine\": \"%s\", \"run\": %d, \"fit_s\": %.2f, \"lists_s\": %.2f, \"objective\": %.1f}%n",
                        engine,
                        run,
                        outcome.fit(),
                        outcome.lists(),
                        outcome.objective());
                if (run > 0) {
                    outcomes.computeIfAbsent(engine, first -> new ArrayList<>()).add(outcome);
                }
            }
        }
        outcomes.forEach((engine, measured) -> System.out.printf(
                Locale.ROOT,
                "%-12s fit %8.2f s   top-20 written %8.2f s   objective %.1f%n",
                engine,
                median(measured, Engine.Outcome::fit),
                median(measured, Engine.Outcome::lists),
                median(measured, Engine.Outcome::objective)));
    }

    private static Dataset<Row> pairs(SparkSession spark, Map<String, String> options, Path work) {
        if (options.containsKey("data")) {
            return spark.read().schema(SyntheticInteractions.SCHEMA).parquet(options.get("data"));
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
        return spark.read().parquet(file.toString());
    }

    private static double median(List<Engine.Outcome> outcomes, ToDoubleFunction<Engine.Outcome> value) {
        double[] sorted = outcomes.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
