package io.nightshift.bench;

import io.nightshift.als.AlsModel;
import io.nightshift.als.AlsSettings;
import io.nightshift.als.ImplicitAls;
import io.nightshift.als.Seen;
import io.nightshift.als.TopN;
import io.nightshift.als.Weighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who makes lists of {@link #LIST} items without those in the train part. Each has a grid of its own, as large as the others'. */
enum QualityEngine {
    /** Weighting all-pairs, regularisation not scaled. */
    NIGHTSHIFT(1, 5, 20, 80) {
        @Override
        Map<Integer, List<Integer>> lists(Dataset<Row> train, Point point, Fit fit) {
            AlsSettings settings = AlsSettings.defaults()
                    .withRank(fit.rank())
                    .withIterations(fit.iterations())
                    .withBlocks(4)
                    .withWeighting(Weighting.ALL_PAIRS)
                    .withRegularizationExponent(0)
                    .withRegularization(point.regularization())
                    .withAlpha(point.alpha());
            try (AlsModel model = ImplicitAls.fit(train, settings)) {
                return collected(model.topItems(LIST, Seen.EXCLUDED));
            }
        }
    },
    MLLIB(0.01, 0.05, 0.25, 1) {
        @Override
        Map<Integer, List<Integer>> lists(Dataset<Row> train, Point point, Fit fit) {
            ALSModel model = new ALS()
                    .setImplicitPrefs(true)
                    .setRatingCol("weight")
                    .setNumBlocks(2)
                    .setRank(fit.rank())
                    .setMaxIter(fit.iterations())
                    .setRegParam(point.regularization())
                    .setAlpha(point.alpha())
                    .fit(train);
            return collected(TopN.among(model.itemFactors())
                    .excluding(train.select("user", "item"))
                    .forAll(model.userFactors(), LIST));
        }
    },
    /** By scripts/peers/implicit_lists.py, which reads and writes files. */
    IMPLICIT(1, 5, 20, 80) {
        @Override
        Map<Integer, List<Integer>> lists(Dataset<Row> train, Point point, Fit fit) throws IOException {
            Path folder = Files.createTempDirectory(fit.work(), "implicit");
            train.coalesce(1).write().parquet(folder.resolve("train").toString());
            fit.run(
                    folder.resolve("train").toString(),
                    folder.resolve("lists.parquet").toString(),
                    fit.rank(),
                    fit.iterations(),
                    point.regularization(),
                    point.alpha(),
                    LIST);
            return collected(train.sparkSession()
                    .read()
                    .parquet(folder.resolve("lists.parquet").toString()));
        }
    };

    static final int LIST = 20;
    private static final List<Double> ALPHAS = List.of(1.0, 4.0, 16.0);

    private final List<Double> regularizations;

    QualityEngine(double... regularizations) {
        this.regularizations = Arrays.stream(regularizations).boxed().toList();
    }

    /** A point of a grid. */
    record Point(double regularization, double alpha) {}

    /** What all engines have in common. */
    record Fit(int rank, int iterations, Path work, String peer, Path script) {
        void run(Object... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(peer, script.toString()));
            for (Object argument : arguments) {
                command.add(argument.toString());
            }
            try {
                if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                    throw new IOException("failed: " + command);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    /** The best items of every user in the train part. */
    abstract Map<Integer, List<Integer>> lists(Dataset<Row> train, Point point, Fit fit) throws IOException;

    List<Point> grid() {
        return regularizations.stream()
                .flatMap(regularization -> ALPHAS.stream().map(alpha -> new Point(regularization, alpha)))
                .toList();
    }

    static Map<Integer, List<Integer>> collected(Dataset<Row> lists) {
        Map<Integer, List<Integer>> byUser = new HashMap<>();
        for (Row row : (Row[]) lists.collect()) {
            byUser.put(row.getInt(0), row.getList(1));
        }
        return byUser;
    }
}
