package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/** The rows of {@link ModelMetricsTable} about lists, each beside its baseline. */
final class ModelMetrics {
    private ModelMetrics() {}

    /**
     * All figures of a backtest's lists.
     *
     * @param measured the lists and what they are measured by
     * @param values rows of {@link MeasuredLists#values}
     * @param expected rows of {@link ExpectedFigures}
     * @param settings the baseline and the list lengths
     * @return the columns of {@link ModelMetricsTable} but the run date, in no order; none when no user is measured
     */
    static Dataset<Row> of(
            MeasuredLists measured, Dataset<Row> values, Dataset<Row> expected, EvaluateSettings settings) {
        List<Integer> lengths = settings.lengths();
        Dataset<Row> counted = ListFigures.counted(measured.users(), expected);
        Dataset<Row> ofUsers = ListFigures.of(values, counted, lengths)
                .where(measured.hasCategories() ? ofItems().or(isNot(Metric.DIVERSITY)) : isNot(Metric.DIVERSITY));
        String[] combination = {
            ModelMetricsTable.CUT_DATE, ModelMetricsTable.MODEL, ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE
        };
        Dataset<Row> ofLists = ExposureFigures.of(measured.lists().where(ofItems()), measured.items(), lengths)
                .join(counted, combination)
                .withColumn(ModelMetricsTable.LOW, lit(null).cast(DataTypes.DoubleType))
                .withColumn(ModelMetricsTable.HIGH, lit(null).cast(DataTypes.DoubleType));
        return besideBaseline(
                ofUsers.unionByName(ofLists),
                RankedModel.popular(settings.popularDays().get(0)));
    }

    private static Column ofItems() {
        return col(ModelMetricsTable.PROTOCOL).notEqual(RankedModel.CATEGORY);
    }

    private static Column isNot(Metric metric) {
        return col(ModelMetricsTable.METRIC).notEqual(metric.id());
    }

    private static Dataset<Row> besideBaseline(Dataset<Row> figures, String baseline) {
        Column isBaseline = col(ModelMetricsTable.MODEL).equalTo(baseline);
        Column itsValue = max(when(isBaseline, col(ModelMetricsTable.VALUE)))
                .over(Window.partitionBy(
                        ModelMetricsTable.CUT_DATE,
                        ModelMetricsTable.PROTOCOL,
                        ModelMetricsTable.SLICE,
                        ModelMetricsTable.METRIC,
                        ModelMetricsTable.K));
        Column isCompared =
                not(isBaseline).and(col(ModelMetricsTable.BASELINE_VALUE).isNotNull());
        return figures.withColumn(ModelMetricsTable.BASELINE_VALUE, itsValue)
                .withColumn(ModelMetricsTable.BASELINE, when(isCompared, lit(baseline)))
                .withColumn(ModelMetricsTable.BASELINE_VALUE, when(isCompared, col(ModelMetricsTable.BASELINE_VALUE)));
    }
}
