package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.recommend.ListProtocol;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of {@link ModelMetricsTable} about lists, each beside its baseline. */
final class ModelMetrics {
    private static final StructType COMBINATION = new StructType()
            .add(ModelMetricsTable.MODEL, DataTypes.StringType, false)
            .add(ModelMetricsTable.PROTOCOL, DataTypes.StringType, false)
            .add(ModelMetricsTable.SLICE, DataTypes.StringType, false);

    private ModelMetrics() {}

    /**
     * All figures of a backtest's lists.
     *
     * @param lists rows of {@link BacktestListsTable}
     * @param relevant rows of {@link BacktestRelevantTable}
     * @param items rows of {@link BacktestItemsTable}
     * @param settings the models and list lengths
     * @return the columns of {@link ModelMetricsTable} but the dates, in no order; none when no user is measured
     */
    static Dataset<Row> of(Dataset<Row> lists, Dataset<Row> relevant, Dataset<Row> items, EvaluateSettings settings) {
        Dataset<Row> expected = expected(lists.sparkSession(), settings);
        Dataset<Row> ofUsers = ListFigures.of(lists, relevant, expected, settings.lengths());
        String[] combination = {ModelMetricsTable.MODEL, ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE};
        Dataset<Row> users = ofUsers.select(
                        col(ModelMetricsTable.MODEL),
                        col(ModelMetricsTable.PROTOCOL),
                        col(ModelMetricsTable.SLICE),
                        col(ModelMetricsTable.N))
                .distinct();
        Dataset<Row> ofLists = ExposureFigures.of(lists, items, settings.lengths())
                .join(users, combination)
                .withColumn(ModelMetricsTable.LOW, lit(null).cast(DataTypes.DoubleType))
                .withColumn(ModelMetricsTable.HIGH, lit(null).cast(DataTypes.DoubleType));
        return besideBaseline(
                ofUsers.unionByName(ofLists),
                RankedModel.popular(settings.popularDays().get(0)));
    }

    private static Dataset<Row> expected(SparkSession spark, EvaluateSettings settings) {
        List<Row> rows = new ArrayList<>();
        for (RankedModel model : RankedModel.of(settings)) {
            for (ListProtocol protocol : model.protocols()) {
                rows.add(RowFactory.create(model.name(), RankedModel.id(protocol), ModelMetricsTable.SLICE_ALL));
            }
            if (model.reach() == RankedModel.Reach.ALL_USERS) {
                rows.add(RowFactory.create(model.name(), RankedModel.id(ListProtocol.ALL), Relevant.NO_HISTORY));
            }
        }
        return spark.createDataFrame(rows, COMBINATION);
    }

    private static Dataset<Row> besideBaseline(Dataset<Row> figures, String baseline) {
        Dataset<Row> baselines = figures.where(col(ModelMetricsTable.MODEL).equalTo(baseline))
                .select(
                        col(ModelMetricsTable.PROTOCOL),
                        col(ModelMetricsTable.SLICE),
                        col(ModelMetricsTable.METRIC),
                        col(ModelMetricsTable.K),
                        col(ModelMetricsTable.VALUE).as(ModelMetricsTable.BASELINE_VALUE));
        String[] figure = {
            ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE, ModelMetricsTable.METRIC, ModelMetricsTable.K
        };
        var isCompared = col(ModelMetricsTable.MODEL)
                .notEqual(baseline)
                .and(col(ModelMetricsTable.BASELINE_VALUE).isNotNull());
        return figures.join(baselines, figure, "left")
                .withColumn(ModelMetricsTable.BASELINE, when(isCompared, lit(baseline)))
                .withColumn(ModelMetricsTable.BASELINE_VALUE, when(isCompared, col(ModelMetricsTable.BASELINE_VALUE)));
    }

    /** The rows with the run's dates. */
    static Dataset<Row> dated(Dataset<Row> rows, LocalDate runDate, LocalDate cut) {
        return rows.withColumn(ModelMetricsTable.RUN_DATE, lit(Date.valueOf(runDate)))
                .withColumn(ModelMetricsTable.CUT_DATE, lit(Date.valueOf(cut)));
    }
}
