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
    /** Weighting all-pairs, regularisation not scaled or by the root of a vector's pairs; and MLlib's objective. */
    NIGHTSHIFT {
        @Override
        List<Point> grid() {
            List<Point> all = new ArrayList<>(points(Weighting.ALL_PAIRS, 0, ALPHAS, 5, 20, 40, 80));
            all.addAll(points(Weighting.ALL_PAIRS, 0.5, ALPHAS, 0.5, 1.5));
            all.addAll(points(Weighting.MLLIB, 1, MLLIB_ALPHAS, 0.1, 0.2, 0.5, 1));
            return all;
        }

        @Override
        Map<Integer, List<Integer>> lists(Dataset<Row> train, Point point, Fit fit) {
            AlsSettings settings = AlsSettings.defaults()
                    .withRank(fit.rank())
                    .withIterations(fit.iterations())
                    .withBlocks(4)
                    .withWeighting(point.weighting())
                    .withRegularizationExponent(point.exponent())
                    .withRegularization(point.regularization())
                    .withAlpha(point.alpha())
                    .withSeed(fit.seed());
            try (AlsModel model = ImplicitAls.fit(train, settings)) {
                return collected(model.topItems(LIST, Seen.EXCLUDED));
            }
        }
    },
    MLLIB {
        @Override
        List<Point> grid() {
            return points(Weighting.MLLIB, 1, MLLIB_ALPHAS, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 4);
        }

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
                    .setSeed(fit.seed())
                    .fit(train);
            return collected(TopN.among(model.itemFactors())
                    .excluding(train.select("user", "item"))
                    .forAll(model.userFactors(), LIST));
        }
    },
    /** By scripts/peers/implicit_lists.py, which reads and writes files. */
    IMPLICIT {
        @Override
        List<Point> grid() {
            return points(Weighting.ALL_PAIRS, 0, ALPHAS, 0.5, 2, 5, 20, 40, 80, 160, 320, 640, 1280);
        }

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
                    LIST,
                    fit.seed());
            return collected(train.sparkSession()
                    .read()
                    .parquet(folder.resolve("lists.parquet").toString()));
        }
    };

    static final int LIST = 20;
    private static final List<Double> ALPHAS = List.of(1.0, 4.0, 16.0, 64.0);
    /** Of confidence 1 + alpha x weight. */
    private static final List<Double> MLLIB_ALPHAS = List.of(0.25, 1.0, 4.0, 16.0);

    /** A point of a grid; the exponent scales the regularisation of a vector by its pairs. */
    record Point(Weighting weighting, double regularization, double alpha, double exponent) {}

    /** What all engines have in common. */
    record Fit(int rank, int iterations, long seed, Path work, String peer, Path script) {
        Fit withSeed(long value) {
            return new Fit(rank, iterations, value, work, peer, script);
        }

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

    /** Where the engine is tried; as many points for each. */
    abstract List<Point> grid();

    private static List<Point> points(
            Weighting weighting, double exponent, List<Double> alphas, double... regularizations) {
        return Arrays.stream(regularizations)
                .boxed()
                .flatMap(regularization ->
                        alphas.stream().map(alpha -> new Point(weighting, regularization, alpha, exponent)))
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
