package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The figures of binary predictions from their counts and sums.
 *
 * <ul>
 *   <li>auc: the chance that a positive scores above a negative, ties half; interval after Hanley and McNeil (1982)
 *   <li>log-loss: mean of -ln of the probability given to what happened; interval of the mean
 *   <li>brier: mean squared difference of probability and outcome; interval of the mean
 *   <li>ece: over ten bins of equal mass, the mean by users of |mean probability - share of positives|; without interval
 *   <li>lift: the share of positives in the highest of those bins by their share in all; interval of the former
 * </ul>
 *
 * A rule of thumb is no probability: it has auc and lift only. A base rate orders nobody: it has the other three. A model has all, the
 * first two beside its rule, the others beside its base rate.
 */
final class BinaryFigures {
    /** Half the width of a 95 % interval in standard errors. */
    private static final double Z = 1.959963984540054;

    private static final Column N = col(BinaryMetrics.N).cast(DataTypes.DoubleType);
    private static final Column P = col(BinaryMetrics.POSITIVES).cast(DataTypes.DoubleType);
    private static final Column NEGATIVES = N.minus(P);

    private BinaryFigures() {}

    /** Rows of {@link ModelMetricsTable} from one row of counts and sums for each model. */
    static Dataset<Row> rows(Dataset<Row> sums, LocalDate runDate) {
        Dataset<Row> figures = sums.select(
                col(BinaryMetrics.KIND),
                col(BinaryMetrics.TARGET),
                col(BinaryMetrics.N),
                col(BinaryMetrics.CUT_DATE),
                inline(array_compact(array(auc(), lift(), logLoss(), brier(), ece()))));
        Column isModel = col(BinaryMetrics.KIND).equalTo(BinaryMetrics.MODEL);
        Column baseline = when(isRank(), lit(BinaryMetrics.RULE)).otherwise(lit(BinaryMetrics.BASE_RATE));
        Dataset<Row> baselines = figures.where(not(isModel))
                .select(
                        col(BinaryMetrics.TARGET),
                        col(ModelMetricsTable.METRIC),
                        col(ModelMetricsTable.VALUE).as(ModelMetricsTable.BASELINE_VALUE));
        Column compared = isModel.and(col(ModelMetricsTable.BASELINE_VALUE).isNotNull());
        return figures.join(baselines, new String[] {BinaryMetrics.TARGET, ModelMetricsTable.METRIC}, "left")
                .select(
                        lit(runDate).as(ModelMetricsTable.RUN_DATE),
                        concat(col(BinaryMetrics.KIND), col(BinaryMetrics.TARGET))
                                .as(ModelMetricsTable.MODEL),
                        lit(BinaryMetrics.PROTOCOL).as(ModelMetricsTable.PROTOCOL),
                        col(ModelMetricsTable.METRIC),
                        lit(0).as(ModelMetricsTable.K),
                        lit(ModelMetricsTable.SLICE_ALL).as(ModelMetricsTable.SLICE),
                        col(ModelMetricsTable.VALUE),
                        col(ModelMetricsTable.LOW),
                        col(ModelMetricsTable.HIGH),
                        col(BinaryMetrics.N).as(ModelMetricsTable.N),
                        when(compared, concat(baseline, col(BinaryMetrics.TARGET)))
                                .as(ModelMetricsTable.BASELINE),
                        when(compared, col(ModelMetricsTable.BASELINE_VALUE)).as(ModelMetricsTable.BASELINE_VALUE),
                        col(BinaryMetrics.CUT_DATE).as(ModelMetricsTable.CUT_DATE));
    }

    private static Column isRank() {
        return col(ModelMetricsTable.METRIC).isin("auc", "lift");
    }

    private static Column auc() {
        Column auc = col(BinaryMetrics.RANK_SUM)
                .divide(2)
                .minus(P.multiply(P.plus(1)).divide(2))
                .divide(P.multiply(NEGATIVES));
        Column square = auc.multiply(auc);
        Column ofPositives = P.minus(1).multiply(auc.divide(lit(2).minus(auc)).minus(square));
        Column ofNegatives = NEGATIVES
                .minus(1)
                .multiply(lit(2).multiply(square).divide(auc.plus(1)).minus(square));
        Column variance = auc.multiply(lit(1).minus(auc))
                .plus(ofPositives)
                .plus(ofNegatives)
                .divide(P.multiply(NEGATIVES));
        return ranking("auc", auc, sqrt(greatest(variance, lit(0))));
    }

    private static Column lift() {
        Column topN = col(BinaryMetrics.TOP_N).cast(DataTypes.DoubleType);
        Column share = col(BinaryMetrics.TOP_POSITIVES).divide(topN);
        Column rate = P.divide(N);
        return ranking(
                "lift",
                share.divide(rate),
                sqrt(share.multiply(lit(1).minus(share)).divide(topN)).divide(rate));
    }

    private static Column logLoss() {
        return probability("log-loss", BinaryMetrics.LOG_LOSS, BinaryMetrics.LOG_LOSS_SQUARES);
    }

    private static Column brier() {
        return probability("brier", BinaryMetrics.BRIER, BinaryMetrics.BRIER_SQUARES);
    }

    private static Column ece() {
        Column value = col(BinaryMetrics.GAPS).divide(N);
        Column none = lit(null).cast(DataTypes.DoubleType);
        return when(
                col(BinaryMetrics.KIND).notEqual(BinaryMetrics.RULE),
                struct(
                        lit("ece").as(ModelMetricsTable.METRIC),
                        value.as(ModelMetricsTable.VALUE),
                        none.as(ModelMetricsTable.LOW),
                        none.as(ModelMetricsTable.HIGH)));
    }

    private static Column ranking(String metric, Column value, Column error) {
        return when(
                col(BinaryMetrics.KIND)
                        .notEqual(BinaryMetrics.BASE_RATE)
                        .and(P.gt(0))
                        .and(NEGATIVES.gt(0)),
                figure(metric, value, error));
    }

    private static Column probability(String metric, String sum, String squares) {
        Column mean = col(sum).divide(N);
        Column variance = when(
                        N.gt(1),
                        greatest(col(squares).minus(N.multiply(pow(mean, lit(2)))), lit(0))
                                .divide(N.minus(1)))
                .otherwise(0);
        return when(
                col(BinaryMetrics.KIND).notEqual(BinaryMetrics.RULE), figure(metric, mean, sqrt(variance.divide(N))));
    }

    private static Column figure(String metric, Column value, Column error) {
        return struct(
                lit(metric).as(ModelMetricsTable.METRIC),
                value.as(ModelMetricsTable.VALUE),
                value.minus(error.multiply(Z)).as(ModelMetricsTable.LOW),
                value.plus(error.multiply(Z)).as(ModelMetricsTable.HIGH));
    }
}
