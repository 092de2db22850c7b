package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** From arrays of {@link UserValues} to means with intervals, one for each metric and k; the sums are whole numbers, the same in any order. */
final class MeanValues {
    static final String MEAN = "mean";
    static final String STANDARD_ERROR = "standard_error";
    static final String LOW = "low";
    static final String HIGH = "high";

    /** Half the width of a 95 % interval of the normal distribution, in standard errors. */
    static final double NORMAL_95 = 1.959963984540054;

    private static final String FIGURE = "figure";
    private static final String SUM = "sum";
    private static final String SQUARES = "squares";

    private MeanValues() {}

    /** The sums of {@link UserValues#VALUES} within each group, as the columns that {@link #figures} goes on from. */
    static Dataset<Row> sums(Dataset<Row> values, List<Integer> lengths, Column... groups) {
        List<Column> sums = new ArrayList<>();
        for (int i = 0; i < Metric.ofLists().length * lengths.size(); i++) {
            Column value = col(UserValues.VALUES).getItem(i);
            Column square = value.divide(UserValues.SCALE).multiply(value).cast(DataTypes.LongType);
            sums.add(sum(value).as(SUM + i));
            sums.add(sum(square).as(SQUARES + i));
        }
        return values.groupBy(groups)
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    }

    /**
     * One row for each metric and k.
     *
     * @param sums rows of {@link #sums}, or nulls where every value is 0
     * @param n the column that counts the users, those whose values are 0 too
     * @return the other columns, metric, k, mean, standard_error, low, high; the last three are null for a single user
     */
    static Dataset<Row> figures(Dataset<Row> sums, Column n, List<Integer> lengths) {
        Column[] others = java.util.Arrays.stream(sums.columns())
                .filter(name -> !name.startsWith(SUM) && !name.startsWith(SQUARES))
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        Column mean = col(SUM).divide(n);
        Column variance =
                greatest(lit(0.0), col(SQUARES).minus(col(SUM).multiply(mean))).divide(n.minus(1));
        Column half = col(STANDARD_ERROR).multiply(NORMAL_95);
        return sums.select(with(others, explode(figures(lengths)).as(FIGURE)))
                .select(with(others, col(FIGURE + ".*")))
                .withColumn(MEAN, mean)
                .withColumn(STANDARD_ERROR, when(n.gt(1), sqrt(variance.divide(n))))
                .withColumn(LOW, col(MEAN).minus(half))
                .withColumn(HIGH, col(MEAN).plus(half))
                .drop(SUM, SQUARES);
    }

    private static Column figures(List<Integer> lengths) {
        Metric[] metrics = Metric.ofLists();
        List<Column> figures = new ArrayList<>();
        for (int i = 0; i < metrics.length * lengths.size(); i++) {
            figures.add(struct(
                    lit(metrics[i / lengths.size()].id()).as(ModelMetricsTable.METRIC),
                    lit(lengths.get(i % lengths.size())).as(ModelMetricsTable.K),
                    coalesce(col(SUM + i), lit(0L)).divide(UserValues.SCALE).as(SUM),
                    coalesce(col(SQUARES + i), lit(0L)).divide(UserValues.SCALE).as(SQUARES)));
        }
        return array(figures.toArray(Column[]::new));
    }

    private static Column[] with(Column[] columns, Column last) {
        Column[] all = java.util.Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = last;
        return all;
    }
}
