package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightshift.jobs.propensity.Moments.Examples;
import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.LogisticSums;
import io.nightshift.logistic.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains the models of all targets side by side, so that each reading of the rows serves every fit.
 *
 * <ol>
 *   <li>{@link DesignBlock}s of the observations, persisted until the models are ready
 *   <li>{@link Moments} of each model's training rows: one reading
 *   <li>for each model a fit on all of them and one without each fold; {@link LogisticSums} of all that are not at their optimum yet,
 *       until none is left: six to ten readings
 *   <li>{@link OutcomeCounts} of each newest window, predicted by the fits that did not see the user: one reading, and the calibrators
 * </ol>
 *
 * Sums are taken in the order of the rows within a partition and of the partitions, so that the models are bit-equal whenever the
 * partitions are.
 */
final class TargetTraining {
    private static final String FOLD = "fold";

    private final List<Encoding> encodings;
    private final PropensitySettings settings;
    private final long seed;

    /**
     * @param encodings of the targets, in the order of the settings; the shared columns are those of each
     * @param seed of the folds
     */
    TargetTraining(List<Encoding> encodings, PropensitySettings settings, long seed) {
        this.encodings = List.copyOf(encodings);
        this.settings = settings;
        this.seed = seed;
    }

    /** One result for each wish, in its order. */
    List<FittedTarget> fit(Dataset<Row> observations, List<Wish> wishes) {
        List<Wish> trainable =
                wishes.stream().filter(w -> !w.windows().training().isEmpty()).toList();
        if (trainable.isEmpty()) {
            return wishes.stream()
                    .map(w -> skipped(w, "too-short-history", new Examples(0, 0)))
                    .toList();
        }
        JavaRDD<DesignBlock> blocks = blocks(observations).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<Model> models = models(trainable, blocks);
            run(models.stream().flatMap(m -> m.fits().stream()).toList(), blocks);
            List<OutcomeCounts> outcomes = outcomes(models, blocks);
            return wishes.stream().map(wish -> result(wish, models, outcomes)).toList();
        } finally {
            blocks.unpersist();
        }
    }

    /**
     * A model to train.
     *
     * @param target the target's place in the settings
     * @param windows its dates
     */
    record Wish(int target, TargetWindows windows) {
        FitRows rows(int withoutFold) {
            return new FitRows(
                    target,
                    windows.training().stream()
                            .mapToInt(day -> (int) day.toEpochDay())
                            .sorted()
                            .toArray(),
                    withoutFold);
        }
    }

    /** A wish with what is known of its rows; no fits when these are too few, one when no calibrator can be learnt. */
    private record Model(Wish wish, Moments moments, List<TargetFit> fits) {
        List<LogOdds> withoutFolds() {
            return fits.stream().skip(1).map(TargetFit::logOdds).toList();
        }

        int newest() {
            return (int) wish.windows().training().get(0).toEpochDay();
        }
    }

    private JavaRDD<DesignBlock> blocks(Dataset<Row> observations) {
        List<Encoding> columns = encodings;
        return observations
                .withColumn(
                        FOLD,
                        pmod(xxhash64(col(Observations.USER_ID), lit(seed)), lit((long) settings.folds()))
                                .cast(DataTypes.IntegerType))
                .javaRDD()
                .mapPartitions(rows -> DesignBlocks.of(rows, columns));
    }

    private List<Model> models(List<Wish> wishes, JavaRDD<DesignBlock> blocks) {
        int folds = settings.folds();
        List<FitRows> rows = wishes.stream().map(w -> w.rows(FitRows.ALL_FOLDS)).toList();
        List<Integer> widths =
                wishes.stream().map(w -> encodings.get(w.target()).width()).toList();
        List<List<Moments>> parts = blocks.mapPartitions(part -> {
                    List<Moments> sums = widths.stream()
                            .map(width -> new Moments(folds, width))
                            .toList();
                    part.forEachRemaining(block -> {
                        for (int i = 0; i < sums.size(); i++) {
                            sums.get(i).add(block, rows.get(i));
                        }
                    });
                    return List.of(sums).iterator();
                })
                .collect();
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            Moments moments = new Moments(folds, widths.get(i));
            for (List<Moments> part : parts) {
                moments.merge(part.get(i));
            }
            models.add(new Model(wishes.get(i), moments, fits(wishes.get(i), moments)));
        }
        return models;
    }

    private List<TargetFit> fits(Wish wish, Moments moments) {
        if (shortage(moments.outside(FitRows.ALL_FOLDS)).isPresent()) {
            return List.of();
        }
        Scaling scaling = moments.scaling();
        List<TargetFit> fits = new ArrayList<>();
        fits.add(new TargetFit(wish.rows(FitRows.ALL_FOLDS), scaling, settings.regularization()));
        for (int fold = 0; fold < settings.folds(); fold++) {
            if (!moments.outside(fold).both()) {
                return List.of(fits.get(0));
            }
            fits.add(new TargetFit(wish.rows(fold), scaling, settings.regularization()));
        }
        return fits;
    }

    private Optional<String> shortage(Examples examples) {
        if (examples.positives() < settings.minExamples()) {
            return Optional.of("too-few-positives");
        }
        return examples.negatives() < settings.minExamples() ? Optional.of("too-few-negatives") : Optional.empty();
    }

    private static void run(List<TargetFit> fits, JavaRDD<DesignBlock> blocks) {
        List<TargetFit> running = fits;
        while (!running.isEmpty()) {
            List<TargetFit.Task> tasks = running.stream().map(TargetFit::task).toList();
            List<List<LogisticSums>> parts = blocks.mapPartitions(part -> {
                        List<LogisticSums> sums =
                                tasks.stream().map(TargetFit.Task::sums).toList();
                        part.forEachRemaining(block -> {
                            for (int i = 0; i < sums.size(); i++) {
                                tasks.get(i).add(block, sums.get(i));
                            }
                        });
                        return List.of(sums).iterator();
                    })
                    .collect();
            for (int i = 0; i < running.size(); i++) {
                LogisticSums sums = tasks.get(i).sums();
                for (List<LogisticSums> part : parts) {
                    sums.merge(part.get(i));
                }
                running.get(i).advance(sums);
            }
            running = running.stream().filter(fit -> !fit.done()).toList();
        }
    }

    private static List<OutcomeCounts> outcomes(List<Model> models, JavaRDD<DesignBlock> blocks) {
        List<OutcomeCounts.Task> tasks = models.stream()
                .map(m -> new OutcomeCounts.Task(m.wish().target(), m.newest(), m.withoutFolds()))
                .toList();
        List<List<OutcomeCounts>> parts = blocks.mapPartitions(part -> {
                    List<OutcomeCounts> counts =
                            tasks.stream().map(task -> new OutcomeCounts()).toList();
                    part.forEachRemaining(block -> {
                        for (int i = 0; i < counts.size(); i++) {
                            counts.get(i).add(block, tasks.get(i));
                        }
                    });
                    return List.of(counts).iterator();
                })
                .collect();
        List<OutcomeCounts> all = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            OutcomeCounts counts = new OutcomeCounts();
            for (List<OutcomeCounts> part : parts) {
                counts.merge(part.get(i));
            }
            all.add(counts);
        }
        return all;
    }

    private FittedTarget result(Wish wish, List<Model> models, List<OutcomeCounts> outcomes) {
        for (int i = 0; i < models.size(); i++) {
            Model model = models.get(i);
            if (model.wish().equals(wish)) {
                Examples examples = model.moments().outside(FitRows.ALL_FOLDS);
                Optional<String> shortage = shortage(examples);
                if (shortage.isPresent()) {
                    return skipped(wish, shortage.get(), examples);
                }
                Calibration calibration =
                        Calibration.fit(outcomes.get(i).outcomes()).weighted(settings.calibrationWeight());
                return FittedTarget.fitted(
                        wish,
                        examples,
                        new TargetModel(
                                encodings.get(wish.target()),
                                model.fits().get(0).logOdds(),
                                model.moments().scaling(),
                                calibration));
            }
        }
        return skipped(wish, "too-short-history", new Examples(0, 0));
    }

    private static FittedTarget skipped(Wish wish, String reason, Examples examples) {
        return FittedTarget.skipped(wish, reason, examples);
    }
}
