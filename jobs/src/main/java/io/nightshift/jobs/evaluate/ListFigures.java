package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * The metrics that every user has, as means with intervals.
 *
 * <ol>
 *   <li>relevant: (protocol, slice, user_id, relevant), how many items each user's lists should find
 *   <li>lists: (model, protocol, user_id, hits), each list's hits as one number
 *   <li>measured: both, and values, one for each metric and k in units of 2<sup>-32</sup>; users without a list have no row, as theirs are 0
 *   <li>sums: (model, protocol, slice) with sum and sum of squares of each value; whole numbers add up to the same in any order
 *   <li>figures: (model, protocol, slice, metric, k, value, low, high, n)
 * </ol>
 */
final class ListFigures {
    /** Values are whole multiples of 1 / SCALE, so that the sums of two billion users fit a long. */
    private static final double SCALE = 1L << 32;

    /** Half the width of a 95 % interval of the normal distribution, in standard errors. */
    static final double NORMAL_95 = 1.959963984540054;

    private static final String RELEVANT = "relevant";
    private static final String HITS = "hits";
    private static final String VALUES = "values";
    private static final String FIGURE = "figure";
    private static final String SUM = "sum";
    private static final String SQUARES = "squares";

    private ListFigures() {}

    /**
     * The figures.
     *
     * @param lists rows of {@link BacktestListsTable}
     * @param relevant rows of {@link BacktestRelevantTable}
     * @param expected (model, protocol, slice), the combinations to have figures; those without users have none
     * @param lengths the list lengths
     * @return model, protocol, slice, metric, k, value, low, high, n; the interval is null for a single user
     */
    static Dataset<Row> of(Dataset<Row> lists, Dataset<Row> relevant, Dataset<Row> expected, List<Integer> lengths) {
        Dataset<Row> users = relevant.groupBy(
                        BacktestRelevantTable.PROTOCOL, BacktestRelevantTable.SLICE, BacktestRelevantTable.USER_ID)
                .agg(count(lit(1)).as(RELEVANT));
        Dataset<Row> counted = users.groupBy(ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE)
                .agg(count(lit(1)).as(ModelMetricsTable.N));
        String[] both = {ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE};
        String[] all = {ModelMetricsTable.MODEL, ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE};
        return expected.join(counted, both)
                .join(sums(hits(lists), users, lengths), all, "left")
                .select(
                        col(ModelMetricsTable.MODEL),
                        col(ModelMetricsTable.PROTOCOL),
                        col(ModelMetricsTable.SLICE),
                        col(ModelMetricsTable.N),
                        explode(figures(lengths)).as(FIGURE))
                .select(
                        col(ModelMetricsTable.MODEL),
                        col(ModelMetricsTable.PROTOCOL),
                        col(ModelMetricsTable.SLICE),
                        col(ModelMetricsTable.N),
                        col(FIGURE + ".*"))
                .transform(ListFigures::withInterval);
    }

    private static Dataset<Row> hits(Dataset<Row> lists) {
        Column bit =
                call_function("shiftleft", lit(1L), col(BacktestListsTable.RANK).minus(1));
        return lists.groupBy(BacktestListsTable.MODEL, BacktestListsTable.PROTOCOL, BacktestListsTable.USER_ID)
                .agg(sum(when(col(BacktestListsTable.HIT), bit).otherwise(lit(0L)))
                        .as(HITS));
    }

    private static Dataset<Row> sums(Dataset<Row> hits, Dataset<Row> users, List<Integer> lengths) {
        UserDefinedFunction values = udf(
                (Long hitBits, Long relevant) -> values(hitBits, relevant, lengths),
                DataTypes.createArrayType(DataTypes.LongType, false));
        Dataset<Row> measured = users.join(
                        hits, new String[] {BacktestRelevantTable.PROTOCOL, BacktestRelevantTable.USER_ID})
                .withColumn(VALUES, values.apply(col(HITS), col(RELEVANT)));
        List<Column> sums = new ArrayList<>();
        for (int i = 0; i < Metric.ofLists().length * lengths.size(); i++) {
            Column value = col(VALUES).getItem(i);
            Column square = value.divide(SCALE).multiply(value).cast(DataTypes.LongType);
            sums.add(sum(value).as(SUM + i));
            sums.add(sum(square).as(SQUARES + i));
        }
        return measured.groupBy(ModelMetricsTable.MODEL, ModelMetricsTable.PROTOCOL, ModelMetricsTable.SLICE)
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    }

    /** One value for each metric, and within it for each length. */
    private static long[] values(long hits, long relevant, List<Integer> lengths) {
        Metric[] metrics = Metric.ofLists();
        long[] values = new long[metrics.length * lengths.size()];
        for (int i = 0; i < values.length; i++) {
            int k = lengths.get(i % lengths.size());
            values[i] = Math.round(RankingMetrics.value(metrics[i / lengths.size()], hits, relevant, k) * SCALE);
        }
        return values;
    }

    private static Column figures(List<Integer> lengths) {
        Metric[] metrics = Metric.ofLists();
        List<Column> figures = new ArrayList<>();
        for (int i = 0; i < metrics.length * lengths.size(); i++) {
            figures.add(struct(
                    lit(metrics[i / lengths.size()].id()).as(ModelMetricsTable.METRIC),
                    lit(lengths.get(i % lengths.size())).as(ModelMetricsTable.K),
                    coalesce(col(SUM + i), lit(0L)).divide(SCALE).as(SUM),
                    coalesce(col(SQUARES + i), lit(0L)).divide(SCALE).as(SQUARES)));
        }
        return array(figures.toArray(Column[]::new));
    }

    private static Dataset<Row> withInterval(Dataset<Row> figures) {
        Column n = col(ModelMetricsTable.N);
        Column mean = col(ModelMetricsTable.VALUE);
        Column variance =
                greatest(lit(0.0), col(SQUARES).minus(col(SUM).multiply(mean))).divide(n.minus(1));
        Column half = when(n.gt(1), sqrt(variance.divide(n)).multiply(NORMAL_95));
        return figures.withColumn(ModelMetricsTable.VALUE, col(SUM).divide(n))
                .withColumn(ModelMetricsTable.LOW, mean.minus(half))
                .withColumn(ModelMetricsTable.HIGH, mean.plus(half))
                .drop(SUM, SQUARES);
    }
}
