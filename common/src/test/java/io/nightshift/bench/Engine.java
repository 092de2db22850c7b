package io.nightshift.bench;

import io.nightshift.als.AlsModel;
import io.nightshift.als.AlsSettings;
import io.nightshift.als.ImplicitAls;
import io.nightshift.als.Seen;
import java.nio.file.Path;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is measured: a fit from rows to vectors, and the lists of all users, written. */
enum Engine {
    NIGHTSHIFT {
        @Override
        Outcome run(Dataset<Row> pairs, AlsSettings settings, Path lists) {
            long begun = System.nanoTime();
            try (AlsModel model = ImplicitAls.fit(pairs, settings)) {
                double fit = secondsSince(begun);
                double objective = model.objective().get(model.objective().size() - 1);
                begun = System.nanoTime();
                model.topItems(LIST, Seen.EXCLUDED).write().parquet(lists.toString());
                return new Outcome(fit, secondsSince(begun), objective);
            }
        }
    },
    MLLIB {
        @Override
        Outcome run(Dataset<Row> pairs, AlsSettings settings, Path lists) {
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
                    .fit(pairs);
            model.userFactors().count();
            double fit = secondsSince(begun);
            double objective = Objective.of(pairs, model.userFactors(), model.itemFactors(), settings);
            begun = System.nanoTime();
            model.recommendForAllUsers(LIST).write().parquet(lists.toString());
            return new Outcome(fit, secondsSince(begun), objective);
        }
    };

    private static final int LIST = 20;

    /** Fits, lists the best 20 items of every user, writes the lists to a new folder. */
    abstract Outcome run(Dataset<Row> pairs, AlsSettings settings, Path lists);

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Seconds of the fit and of the lists with their write; the objective reached. */
    record Outcome(double fit, double lists, double objective) {}
}
