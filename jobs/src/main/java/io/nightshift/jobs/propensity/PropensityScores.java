package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.features.UserFeaturesTable;
import io.nightshift.jobs.propensity.Encoding.FeatureRow;
import io.nightshift.jobs.propensity.TargetModel.Reason;
import io.nightshift.jobs.propensity.TargetSettings.Outcome;
import io.nightshift.spark.GlobalRank;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Applies fitted targets to observations: tonight's scores, and the predictions of the backtest. */
final class PropensityScores {
    private static final int REASONS = 3;
    private static final int DECILES = 10;

    private PropensityScores() {}

    /**
     * One fitted target, as tasks need it.
     *
     * @param place in the settings
     * @param asOf days since 1970-01-01 of the features to score
     * @param baseRate of the training rows
     */
    private record Scorer(TargetSettings.Shape target, int place, int asOf, double baseRate, TargetModel model)
            implements Serializable {}

    /** Rows of {@link PropensityScoresTable} but for deciles, from the observations of each target's date. */
    static Dataset<Row> undecided(Dataset<Row> observations, List<FittedTarget> fitted, List<TargetSettings> targets) {
        List<Scorer> scorers = scorers(fitted, targets);
        return atDates(observations, scorers)
                .flatMap(
                        (FlatMapFunction<Row, Row>) row -> scores(row, scorers),
                        Encoders.row(new StructType()
                                .add(PropensityScoresTable.USER_ID, DataTypes.StringType, false)
                                .add(PropensityScoresTable.TARGET, DataTypes.StringType, false)
                                .add(PropensityScoresTable.PROBABILITY, DataTypes.DoubleType, false)
                                .add(PropensityScoresTable.HORIZON_DAYS, DataTypes.IntegerType, false)
                                .add(PropensityScoresTable.REASONS, PropensityScoresTable.REASONS_TYPE, false)));
    }

    /** Rows of {@link PropensityScoresTable}. */
    static Dataset<Row> withDeciles(Dataset<Row> undecided, LocalDate runDate) {
        return new GlobalRank(
                        PropensityScoresTable.TARGET, PropensityScoresTable.PROBABILITY, PropensityScoresTable.USER_ID)
                .of(undecided)
                .withColumn(
                        PropensityScoresTable.DECILE,
                        ceil(col(GlobalRank.RANK).multiply(DECILES).divide(col(GlobalRank.SIZE)))
                                .cast(DataTypes.IntegerType))
                .withColumn(PropensityScoresTable.RUN_DATE, lit(runDate))
                .drop(GlobalRank.RANK, GlobalRank.SIZE);
    }

    /** Rows of {@link PropensityBacktestTable}, of the targets fitted for measuring. */
    static Dataset<Row> backtest(Dataset<Row> observations, List<FittedTarget> fitted, List<TargetSettings> targets) {
        List<Scorer> scorers = scorers(fitted, targets);
        return atDates(observations, scorers)
                .flatMap(
                        (FlatMapFunction<Row, Row>) row -> predictions(row, scorers),
                        Encoders.row(PropensityBacktestTable.CONTRACT.schema()));
    }

    private static List<Scorer> scorers(List<FittedTarget> fitted, List<TargetSettings> targets) {
        List<Scorer> scorers = new ArrayList<>();
        for (FittedTarget target : fitted) {
            target.model()
                    .ifPresent(model -> scorers.add(new Scorer(
                            targets.get(target.target()).shape(),
                            target.target(),
                            (int) target.windows().asOf().toEpochDay(),
                            target.baseRate(),
                            model)));
        }
        return scorers;
    }

    private static Dataset<Row> atDates(Dataset<Row> observations, List<Scorer> scorers) {
        return observations.where(col(Observations.AS_OF)
                .isin(scorers.stream().map(Scorer::asOf).distinct().toArray()));
    }

    private static Iterator<Row> scores(Row row, List<Scorer> scorers) {
        List<Row> scores = new ArrayList<>();
        for (Scorer scorer : scorers) {
            if (scorer.asOf() == row.getInt(Observations.AS_OF_AT)) {
                FeatureRow features = Observations.features(row, scorer.place());
                double[] columns = scorer.model().encoding().encode(features);
                List<Row> reasons = new ArrayList<>();
                for (Reason reason : scorer.model().reasons(features, REASONS)) {
                    reasons.add(RowFactory.create(reason.feature(), reason.value(), reason.effect()));
                }
                scores.add(RowFactory.create(
                        row.getString(Observations.USER_ID_AT),
                        scorer.target().name(),
                        scorer.model().probability(columns),
                        scorer.target().horizonDays(),
                        reasons.toArray(Row[]::new)));
            }
        }
        return scores.iterator();
    }

    private static Iterator<Row> predictions(Row row, List<Scorer> scorers) {
        List<Row> predictions = new ArrayList<>();
        for (Scorer scorer : scorers) {
            if (scorer.asOf() == row.getInt(Observations.AS_OF_AT)) {
                FeatureRow features = Observations.features(row, scorer.place());
                predictions.add(RowFactory.create(
                        scorer.target().name(),
                        row.getString(Observations.USER_ID_AT),
                        row.<Integer>getList(Observations.LABELS_AT).get(scorer.place()),
                        scorer.model().probability(scorer.model().encoding().encode(features)),
                        scorer.baseRate(),
                        rule(features, scorer.target()),
                        java.sql.Date.valueOf(LocalDate.ofEpochDay(scorer.asOf()))));
            }
        }
        return predictions.iterator();
    }

    /** Orders of the target's items in 90 days, or how lately anything was bought; higher for likelier to happen. */
    private static double rule(FeatureRow features, TargetSettings.Shape target) {
        double buying = target.filtered()
                ? features.targetNumbers()[TargetHistory.ORDERS_90D]
                : -features.numbers()[Observations.number(UserFeaturesTable.DAYS_SINCE_LAST)];
        return target.outcome() == Outcome.PURCHASE ? buying : -buying;
    }
}
