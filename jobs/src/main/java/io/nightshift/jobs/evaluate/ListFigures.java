package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The metrics that every user has, as means with intervals over all users and over every part of them.
 *
 * <ol>
 *   <li>counted: (cut_date, protocol, slice, n), how many users are measured
 *   <li>sums: (cut_date, model, protocol, slice) with sum and sum of squares of each value
 *   <li>figures: (cut_date, model, protocol, slice, metric, k, value, low, high, n)
 * </ol>
 */
final class ListFigures {
    private ListFigures() {}

    /**
     * Who is measured by what.
     *
     * @param users rows of {@link UserValues#users}
     * @param expected rows of {@link ExpectedFigures}, the models to have figures
     * @return cut_date, protocol, slice, model, n
     */
    static Dataset<Row> counted(Dataset<Row> users, Dataset<Row> expected) {
        Dataset<Row> counted = users.select(col(ModelMetricsTable.CUT_DATE), col(ModelMetricsTable.PROTOCOL), slice())
                .groupBy(ModelMetricsTable.CUT_DATE, ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE)
                .agg(count(lit(1)).as(ModelMetricsTable.N));
        return counted.join(broadcast(expected), new String[] {ModelMetricsTable.CUT_DATE, ModelMetricsTable.PROTOCOL})
                .where(col(ModelMetricsTable.SLICE)
                        .notEqual(Relevant.NO_HISTORY)
                        .or(col(ExpectedFigures.SERVES_ALL)))
                .drop(ExpectedFigures.SERVES_ALL);
    }

    /**
     * The figures.
     *
     * @param values rows of {@link UserValues#of}
     * @param counted rows of {@link #counted}
     * @param lengths the list lengths
     * @return cut_date, model, protocol, slice, metric, k, value, low, high, n; the interval is null for a single user
     */
    static Dataset<Row> of(Dataset<Row> values, Dataset<Row> counted, List<Integer> lengths) {
        Dataset<Row> ofSlices = values.select(
                col(ModelMetricsTable.CUT_DATE),
                col(ModelMetricsTable.MODEL),
                col(ModelMetricsTable.PROTOCOL),
                slice(),
                col(UserValues.VALUES));
        Dataset<Row> sums = MeanValues.sums(
                ofSlices,
                lengths,
                col(ModelMetricsTable.CUT_DATE),
                col(ModelMetricsTable.MODEL),
                col(ModelMetricsTable.PROTOCOL),
                col(ModelMetricsTable.SLICE));
        String[] all = {
            ModelMetricsTable.CUT_DATE, ModelMetricsTable.MODEL, ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE
        };
        return MeanValues.figures(counted.join(sums, all, "left"), col(ModelMetricsTable.N), lengths)
                .withColumnRenamed(MeanValues.MEAN, ModelMetricsTable.VALUE)
                .drop(MeanValues.STANDARD_ERROR);
    }

    private static Column slice() {
        return explode(col(UserValues.SLICES)).as(ModelMetricsTable.SLICE);
    }
}
