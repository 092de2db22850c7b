package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightshift.jobs.propensity.TargetModel.LogOdds;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains one target's model on rows of {@link Observations}.
 *
 * <ol>
 *   <li>(label, fold, newest, features): the target's training windows, encoded; persisted until the model is ready
 *   <li>a fit on all of them (MLlib's logistic regression; L-BFGS, L2)
 *   <li>a fit without each fold; its predictions for the fold in the newest window
 *   <li>the calibrator, on those predictions
 * </ol>
 */
final class TargetTraining {
    private static final String LABEL = "label";
    private static final String FOLD = "fold";
    private static final String NEWEST = "newest";
    private static final String FEATURES = "features";
    private static final String LOG_ODDS_STEP = "log_odds_step";
    private static final String ROWS = "rows";

    /** Log odds are counted in steps of this size for the calibrator, and kept within {@link #LIMIT}. */
    private static final double STEP = 0.01;

    private static final double LIMIT = 30;
    private static final int ITERATIONS = 100;
    private static final double TOLERANCE = 1e-6;

    private final int target;
    private final Encoding encoding;
    private final PropensitySettings settings;
    private final long seed;

    /**
     * @param target the target's place in the settings
     * @param encoding of the target's features
     * @param seed of the folds
     */
    TargetTraining(int target, Encoding encoding, PropensitySettings settings, long seed) {
        this.target = target;
        this.encoding = encoding;
        this.settings = settings;
        this.seed = seed;
    }

    /** What the training rows of a target are, and the model unless they are too few. */
    FittedTarget fit(Dataset<Row> observations, TargetWindows windows) {
        if (windows.training().isEmpty()) {
            return FittedTarget.skipped(target, windows, "too-short-history", new Examples(0, 0));
        }
        Dataset<Row> rows = trainingRows(observations, windows).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Row summary = summary(rows);
            Examples all = examples(summary, settings.folds());
            if (all.positives() < settings.minExamples()) {
                return FittedTarget.skipped(target, windows, "too-few-positives", all);
            }
            if (all.negatives() < settings.minExamples()) {
                return FittedTarget.skipped(target, windows, "too-few-negatives", all);
            }
            Row moments = summary.getStruct(0);
            TargetModel model = new TargetModel(
                    encoding,
                    logOdds(rows, all),
                    moments.<Vector>getAs(0).toArray(),
                    moments.<Vector>getAs(1).toArray(),
                    calibration(rows, summary).weighted(settings.calibrationWeight()));
            return FittedTarget.fitted(target, windows, all, model);
        } finally {
            rows.unpersist();
        }
    }

    /** Training rows by outcome. */
    record Examples(long positives, long negatives) {
        long rows() {
            return positives + negatives;
        }

        boolean both() {
            return positives > 0 && negatives > 0;
        }
    }

    /** Mean and deviation of the columns; then for each fold, and for all, the positives and negatives outside it. */
    private Row summary(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        for (int fold = 0; fold <= settings.folds(); fold++) {
            Column outside = col(FOLD).notEqual(fold);
            columns.add(count(when(outside.and(col(LABEL).equalTo(1)), lit(1))));
            columns.add(count(when(outside.and(col(LABEL).equalTo(0)), lit(1))));
        }
        return rows.agg(Summarizer.metrics("mean", "std").summary(col(FEATURES)), columns.toArray(Column[]::new))
                .first();
    }

    /** The examples outside a fold; outside the fold that does not exist lie all. */
    private static Examples examples(Row summary, int fold) {
        return new Examples(summary.getLong(1 + 2 * fold), summary.getLong(2 + 2 * fold));
    }

    private Dataset<Row> trainingRows(Dataset<Row> observations, TargetWindows windows) {
        StructType schema = new StructType()
                .add(LABEL, DataTypes.DoubleType, false)
                .add(FOLD, DataTypes.IntegerType, false)
                .add(NEWEST, DataTypes.BooleanType, false)
                .add(FEATURES, SQLDataTypes.VectorType(), false);
        Object[] days =
                windows.training().stream().map(day -> (int) day.toEpochDay()).toArray();
        int newest = days.length == 0 ? 0 : (int) days[0];
        int place = target;
        Encoding columns = encoding;
        Column fold = pmod(xxhash64(col(Observations.USER_ID), lit(seed)), lit((long) settings.folds()))
                .cast(DataTypes.IntegerType);
        return observations
                .where(col(Observations.AS_OF).isin(days))
                .withColumn(FOLD, fold)
                .map(
                        (MapFunction<Row, Row>) row -> RowFactory.create(
                                (double) row.<Integer>getList(Observations.LABELS_AT)
                                        .get(place),
                                row.getInt(Observations.LABELS_AT + 1),
                                row.getInt(Observations.AS_OF_AT) == newest,
                                Vectors.dense(columns.encode(Observations.features(row, place)))),
                        Encoders.row(schema));
    }

    private LogOdds logOdds(Dataset<Row> rows, Examples examples) {
        LogisticRegressionModel model = new LogisticRegression()
                .setLabelCol(LABEL)
                .setFeaturesCol(FEATURES)
                .setStandardization(true)
                .setElasticNetParam(0)
                .setRegParam(settings.regularization() / examples.rows())
                .setMaxIter(ITERATIONS)
                .setTol(TOLERANCE)
                .fit(rows);
        return new LogOdds(model.coefficients().toArray(), model.intercept());
    }

    /** Nothing to correct when some fold leaves too little to learn from. */
    private Calibration calibration(Dataset<Row> rows, Row summary) {
        LogOdds[] withoutFold = new LogOdds[settings.folds()];
        for (int fold = 0; fold < withoutFold.length; fold++) {
            Examples outside = examples(summary, fold);
            if (!outside.both()) {
                return Calibration.NONE;
            }
            withoutFold[fold] = logOdds(rows.where(col(FOLD).notEqual(fold)), outside);
        }
        return Calibration.fit(outcomes(rows.where(col(NEWEST)), withoutFold));
    }

    /** Predictions of rows by models that did not see them, counted by log odds: at most 2 {@link #LIMIT} / {@link #STEP} counts. */
    private static Calibration.Outcomes outcomes(Dataset<Row> rows, LogOdds[] withoutFold) {
        Row counted = rows.select(col(FOLD), col(FEATURES), col(LABEL))
                .map(
                        (MapFunction<Row, Row>) row -> RowFactory.create(
                                step(withoutFold[row.getInt(0)].of(
                                        row.<Vector>getAs(1).toArray())),
                                (long) row.getDouble(2)),
                        Encoders.row(new StructType()
                                .add(LOG_ODDS_STEP, DataTypes.LongType, false)
                                .add(LABEL, DataTypes.LongType, false)))
                .groupBy(LOG_ODDS_STEP)
                .agg(sum(LABEL).as(LABEL), count(lit(1)).as(ROWS))
                .agg(sort_array(collect_list(struct(LOG_ODDS_STEP, LABEL, ROWS))))
                .first();
        List<Row> steps = counted.getList(0);
        return new Calibration.Outcomes(
                steps.stream().mapToDouble(step -> step.getLong(0) * STEP).toArray(),
                steps.stream().mapToLong(step -> step.getLong(1)).toArray(),
                steps.stream()
                        .mapToLong(step -> step.getLong(2) - step.getLong(1))
                        .toArray());
    }

    private static long step(double logOdds) {
        return Math.round(Math.max(-LIMIT, Math.min(LIMIT, logOdds)) / STEP);
    }
}
