package io.nightshift.bench;

import io.nightshift.als.AlsModel;
import io.nightshift.als.AlsSettings;
import io.nightshift.als.ImplicitAls;
import io.nightshift.als.Seen;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is measured: a fit from rows to vectors, and the lists of all users. */
enum Engine {
    NIGHTSHIFT {
        @Override
        Outcome run(Task task, Path lists) {
            resetPeaks();
            long begun = System.nanoTime();
            try (AlsModel model = ImplicitAls.fit(task.pairs(), task.settings())) {
                double fit = secondsSince(begun);
                double objective = model.objective().get(model.objective().size() - 1);
                begun = System.nanoTime();
                model.topItems(LIST, Seen.EXCLUDED)
                        .write()
                        .format("noop")
                        .mode("overwrite")
                        .save();
                double unwritten = secondsSince(begun);
                begun = System.nanoTime();
                model.topItems(LIST, Seen.EXCLUDED).write().parquet(lists.toString());
                return new Outcome(fit, unwritten, secondsSince(begun), objective, peak());
            }
        }
    },
    MLLIB {
        @Override
        Outcome run(Task task, Path lists) {
            resetPeaks();
            AlsSettings settings = task.settings();
            long begun = System.nanoTime();
            ALSModel model = new ALS()
                    .setImplicitPrefs(true)
                    .setUserCol("user")
                    .setItemCol("item")
                    .setRatingCol("weight")
                    .setRank(settings.rank())
                    .setMaxIter(settings.iterations())
                    .setRegParam(settings.regularization())
                    .setAlpha(settings.alpha())
                    .setNumBlocks(8)
                    .fit(task.pairs());
            model.userFactors().count();
            double fit = secondsSince(begun);
            begun = System.nanoTime();
            model.recommendForAllUsers(LIST).write().parquet(lists.toString());
            double written = secondsSince(begun);
            double peak = peak();
            double objective = Objective.of(task.pairs(), model.userFactors(), model.itemFactors(), settings);
            return new Outcome(fit, Double.NaN, written, objective, peak);
        }
    },
    IMPLICIT {
        @Override
        Outcome run(Task task, Path lists) throws IOException {
            AlsSettings settings = task.settings();
            List<String> command = new ArrayList<>(task.peer());
            command.addAll(List.of(
                    task.file().toString(),
                    Integer.toString(settings.rank()),
                    Integer.toString(settings.iterations()),
                    Double.toString(settings.regularization()),
                    Double.toString(settings.alpha()),
                    settings.solver().name().toLowerCase(Locale.ROOT),
                    Integer.toString(task.threads()),
                    Integer.toString(LIST)));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(
                    number(answer, "fit"),
                    number(answer, "lists"),
                    Double.NaN,
                    number(answer, "objective"),
                    number(answer, "peak"));
        }
    };

    private static final int LIST = 20;
    private static final double MEGABYTE = 1 << 20;

    /** Fits, lists the best 20 items of every user, writes the lists to a new folder. */
    abstract Outcome run(Task task, Path lists) throws IOException;

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void resetPeaks() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static double peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                / MEGABYTE;
    }

    private static double number(String answer, String name) {
        Matcher found = Pattern.compile("\"" + name + "\": ([0-9.eE+-]+)").matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException(
                    "Cannot measure implicit: its output was \"" + answer + "\", expected seconds; try it by hand");
        }
        return Double.parseDouble(found.group(1));
    }

    /**
     * What each engine gets.
     *
     * @param file the folder that pairs are read from, for engines outside this process
     * @param peer the command that runs implicit, to which what it is to do is added
     */
    record Task(Dataset<Row> pairs, Path file, AlsSettings settings, int threads, List<String> peer) {
        Task with(AlsSettings other) {
            return new Task(pairs, file, other, threads, peer);
        }
    }

    /**
     * Seconds of the fit, of the lists alone, and of the lists with their write; the objective reached, the engine's own (implicit's is
     * another than ours and MLlib's); the most memory in MB. What an engine does not do is no number.
     */
    record Outcome(double fit, double unwritten, double written, double objective, double peak) {}
}
