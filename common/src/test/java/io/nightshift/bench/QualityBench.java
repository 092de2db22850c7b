package io.nightshift.bench;

import io.nightshift.spark.SparkDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Lists of each engine on public data: the point of its grid that is best on the validation parts (NDCG@10) is fitted once more on train
 * and validation together and judged on the tests, each time by the mean over {@link #CUTS} cuts, fitted from different factors. Options
 * as name=value; see scripts/bench.d/quality.
 */
public final class QualityBench {
    private static final int CUTS = 3;

    private QualityBench() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>(Map.of(
                "what",
                "quality",
                "rank",
                "32",
                "iterations",
                "10",
                "splits",
                "all",
                "engines",
                "nightshift,mllib,implicit",
                "threads",
                "2"));
        for (String argument : arguments) {
            options.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
        }
        SparkSession spark = SparkDefaults.applyTo(SparkSession.builder())
                .master("local[" + options.get("threads") + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        List<QualitySplit> splits = chosen(options.get("splits"), QualitySplit.class);
        if (options.get("what").equals("updates")) {
            UpdatesBench.measure(spark, options.get("data"), splits);
        } else {
            judge(spark, options, splits);
        }
        spark.stop();
    }

    private static void judge(SparkSession spark, Map<String, String> options, List<QualitySplit> splits)
            throws IOException {
        QualityEngine.Fit fit = new QualityEngine.Fit(
                Integer.parseInt(options.get("rank")),
                Integer.parseInt(options.get("iterations")),
                1,
                Files.createDirectories(Path.of(options.get("work"))),
                options.get("peer"),
                Path.of(options.get("script")));
        for (QualitySplit split : splits) {
            List<QualitySplit.Parts> cuts = split.read(spark, options.get("data"), CUTS);
            List<Task> validations = cuts.stream()
                    .map(parts -> new Task(parts.train(), parts.validation()))
                    .toList();
            List<Task> tests = cuts.stream()
                    .map(parts ->
                            new Task(parts.train().union(parts.validation()).coalesce(2), parts.test()))
                    .toList();
            for (QualityEngine engine : chosen(options.get("engines"), QualityEngine.class)) {
                judge(split, validations, tests, engine, fit);
            }
        }
    }

    /** What lists are made from, and what they should find. */
    private record Task(Dataset<Row> known, Dataset<Row> wanted) {}

    private static void judge(
            QualitySplit split, List<Task> validations, List<Task> tests, QualityEngine engine, QualityEngine.Fit fit)
            throws IOException {
        QualityEngine.Point best = null;
        double most = -1;
        for (QualityEngine.Point point : engine.grid()) {
            ListQuality quality = mean(validations, engine, point, fit);
            print("validation", split, engine, point, quality);
            if (quality.ndcg() > most) {
                most = quality.ndcg();
                best = point;
            }
        }
        print("test", split, engine, best, mean(tests, engine, best, fit));
    }

    private static ListQuality mean(
            List<Task> tasks, QualityEngine engine, QualityEngine.Point point, QualityEngine.Fit fit)
            throws IOException {
        int users = 0;
        double ndcg = 0;
        double recall = 0;
        for (int at = 0; at < tasks.size(); at++) {
            Task task = tasks.get(at);
            ListQuality quality = ListQuality.of(engine.lists(task.known, point, fit.withSeed(at + 1)), task.wanted);
            users += quality.users();
            ndcg += quality.ndcg() / tasks.size();
            recall += quality.recall() / tasks.size();
        }
        return new ListQuality(Math.round((float) users / tasks.size()), ndcg, recall);
    }

    private static void print(
            String part, QualitySplit split, QualityEngine engine, QualityEngine.Point point, ListQuality quality) {
        System.out.printf(
                Locale.ROOT,
                "{\"part\": \"%s\", \"split\": \"%s\", \"engine\": \"%s\", \"weighting\": \"%s\", \"regularization\": %s, \"alpha\": %s,"
                        + " \"exponent\": %s, \"ndcg_10\": %.4f, \"recall_20\": %.4f, \"users\": %d}%n",
                part,
                split,
                engine,
                point.weighting(),
                point.regularization(),
                point.alpha(),
                point.exponent(),
                quality.ndcg(),
                quality.recall(),
                quality.users());
    }

    private static <E extends Enum<E>> List<E> chosen(String names, Class<E> type) {
        return names.equals("all")
                ? List.of(type.getEnumConstants())
                : Arrays.stream(names.toUpperCase(Locale.ROOT).replace('-', '_').split(","))
                        .map(name -> Enum.valueOf(type, name))
                        .toList();
    }
}
