package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.propensity.PropensityBacktestTable;
import io.nightshift.spark.GlobalRank;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Measures the predicted probabilities of targets against what happened, each model beside two baselines: its base rate (the share of
 * positives in training, the same for everybody) and its rule of thumb.
 *
 * <ol>
 *   <li>(model, user, label, score): the model, the base rate and the rule; rows with a non-finite score drop out
 *   <li>the same with the rank among the model's rows, by score descending, then user id
 *   <li>(model, tenth of the ranks, score): counts and sums; sums are decimal, so that their order does not matter
 *   <li>(model, tenth), then (model): what the figures are made of, see {@link BinaryFigures}
 *   <li>(model, metric): rows of {@link ModelMetricsTable}
 * </ol>
 */
public final class BinaryMetrics {
    /** How a target's model is called in {@link ModelMetricsTable#MODEL}: this, then the target. */
    public static final String MODEL = "propensity:";

    /** How the baseline is called that gives every user the share of positives in training. */
    public static final String BASE_RATE = "base-rate:";

    /** How the baseline is called that scores by recency or frequency. */
    public static final String RULE = "rule:";

    /** The protocol of these figures. */
    public static final String PROTOCOL = "horizon";

    static final String TARGET = "target";
    static final String KIND = "kind";
    static final String N = "n";
    static final String POSITIVES = "positives";
    static final String RANK_SUM = "doubled_rank_sum";
    static final String LOG_LOSS = "log_loss";
    static final String LOG_LOSS_SQUARES = "log_loss_squares";
    static final String BRIER = "brier";
    static final String BRIER_SQUARES = "brier_squares";
    static final String GAPS = "gaps";
    static final String TOP_N = "top_n";
    static final String TOP_POSITIVES = "top_positives";
    static final String CUT_DATE = "cut_date";

    private static final String MODEL_COLUMN = "model";
    private static final String USER_ID = "user_id";
    private static final String LABEL = "label";
    private static final String SCORE = "score";
    private static final String BIN = "bin";
    private static final String SCORES = "scores";

    /** Bins of equal mass. */
    private static final int BINS = 10;

    /** Probabilities are kept this far from 0 and 1 for the log loss. */
    private static final double LEAST = 1e-15;

    private BinaryMetrics() {}

    /**
     * Figures of every target.
     *
     * @param backtest rows of {@link PropensityBacktestTable}; read twice
     * @return rows of {@link ModelMetricsTable}; none for a target without rows, no auc and lift for one with one outcome only
     */
    public static Dataset<Row> of(Dataset<Row> backtest, LocalDate runDate) {
        Dataset<Row> ranked = new GlobalRank(MODEL_COLUMN, SCORE, USER_ID).of(contenders(backtest));
        return BinaryFigures.rows(sums(ranked), runDate);
    }

    private static Dataset<Row> contenders(Dataset<Row> backtest) {
        Column target = col(PropensityBacktestTable.TARGET);
        Column scores = array(
                contender(MODEL, col(PropensityBacktestTable.PROBABILITY)),
                contender(BASE_RATE, col(PropensityBacktestTable.BASE_RATE)),
                contender(RULE, col(PropensityBacktestTable.RULE_SCORE)));
        return backtest.withColumn(SCORES, explode(scores))
                .select(
                        concat(col(SCORES).getField(KIND), target).as(MODEL_COLUMN),
                        col(SCORES).getField(KIND).as(KIND),
                        target.as(TARGET),
                        col(PropensityBacktestTable.USER_ID).as(USER_ID),
                        col(PropensityBacktestTable.LABEL).as(LABEL),
                        col(SCORES).getField(SCORE).as(SCORE),
                        col(PropensityBacktestTable.CUT_DATE).as(CUT_DATE))
                .where(abs(col(SCORE)).leq(Double.MAX_VALUE));
    }

    private static Column contender(String kind, Column score) {
        return struct(lit(kind).as(KIND), score.as(SCORE));
    }

    /** One row for each model. */
    private static Dataset<Row> sums(Dataset<Row> ranked) {
        Column positives = sum(LABEL).as(POSITIVES);
        Column bin = floor(col(GlobalRank.RANK).minus(1).multiply(BINS).divide(col(GlobalRank.SIZE)));
        Column inFirstBin = col(BIN).equalTo(0);
        // Ranks count from the highest score; the mean rank from the lowest of equal scores is N + 1 - (first + last) /
        // 2.
        Column rankSum = col(POSITIVES)
                .multiply(col(GlobalRank.SIZE)
                        .plus(1)
                        .multiply(2)
                        .minus(col(FIRST_RANK))
                        .minus(col(LAST_RANK)));
        Dataset<Row> ofScores = ranked.groupBy(MODEL_COLUMN, SCORE)
                .agg(
                        positives,
                        min(GlobalRank.RANK).as(FIRST_RANK),
                        max(GlobalRank.RANK).as(LAST_RANK),
                        first(GlobalRank.SIZE).as(GlobalRank.SIZE))
                .groupBy(MODEL_COLUMN)
                .agg(sum(rankSum).as(RANK_SUM));
        Dataset<Row> ofBins = ranked.withColumn(BIN, bin)
                .withColumn(LOG_LOSS, logLoss())
                .withColumn(BRIER, pow(col(SCORE).minus(col(LABEL)), 2))
                .groupBy(MODEL_COLUMN, KIND, TARGET, CUT_DATE, BIN)
                .agg(
                        count(lit(1)).as(N),
                        positives,
                        exact(col(LOG_LOSS)).as(LOG_LOSS),
                        exact(pow(col(LOG_LOSS), 2)).as(LOG_LOSS_SQUARES),
                        exact(col(BRIER)).as(BRIER),
                        exact(pow(col(BRIER), 2)).as(BRIER_SQUARES),
                        exact(col(SCORE)).as(SCORE))
                .groupBy(MODEL_COLUMN, KIND, TARGET, CUT_DATE)
                .agg(
                        sum(N).as(N),
                        positives(),
                        total(LOG_LOSS),
                        total(LOG_LOSS_SQUARES),
                        total(BRIER),
                        total(BRIER_SQUARES),
                        sum(abs(col(SCORE).minus(col(POSITIVES))))
                                .cast(DataTypes.DoubleType)
                                .as(GAPS),
                        sum(when(inFirstBin, col(N))).as(TOP_N),
                        sum(when(inFirstBin, col(POSITIVES))).as(TOP_POSITIVES));
        return ofBins.join(ofScores, MODEL_COLUMN);
    }

    private static final String FIRST_RANK = "first_rank";
    private static final String LAST_RANK = "last_rank";

    private static Column positives() {
        return sum(POSITIVES).as(POSITIVES);
    }

    private static Column total(String column) {
        return sum(column).cast(DataTypes.DoubleType).as(column);
    }

    private static Column logLoss() {
        Column probability = least(greatest(col(SCORE), lit(LEAST)), lit(1 - LEAST));
        return when(col(LABEL).equalTo(1), ln(probability))
                .otherwise(ln(lit(1).minus(probability)))
                .multiply(-1);
    }

    /** A sum whose order does not matter: twelve decimals are enough for a mean to 1e-9. */
    private static Column exact(Column value) {
        return sum(value.cast(DataTypes.createDecimalType(28, 12)));
    }
}
