package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * The metrics of all lists of a model together: coverage = items shown / catalogue; novelty = mean over all places of lists of
 * -log2(share of users who had the item); gini = {@link Exposure#gini}; long-tail = share of all places that show items of the long tail.
 *
 * <ol>
 *   <li>shown: (cut_date, model, protocol, slice, item_id, k, shown), in how many lists each item is among the first k
 *   <li>histogram: (cut_date, model, protocol, slice, k, shown, items, surprise, tail), how many items are shown so often; surprise is a sum of
 *       decimals, the same in any order. A histogram of T places has at most sqrt(2 T) rows.
 *   <li>figures: (cut_date, model, protocol, slice, metric, k, value)
 * </ol>
 */
final class ExposureFigures {
    private static final String SHOWN = "shown";
    private static final String ITEMS = "items";
    private static final String SURPRISE = "surprise";
    private static final String TAIL = "tail";
    private static final String CATALOGUE = "catalogue";
    private static final String HISTOGRAM = "histogram";
    private static final String FIGURE = "figure";

    private ExposureFigures() {}

    /**
     * The figures.
     *
     * @param lists rows of {@link BacktestListsTable}
     * @param items rows of {@link BacktestItemsTable}; items of lists that are not among them are not counted
     * @param lengths the list lengths
     * @return cut_date, model, protocol, slice, metric, k, value; none for a model without lists
     */
    static Dataset<Row> of(Dataset<Row> lists, Dataset<Row> items, List<Integer> lengths) {
        UserDefinedFunction gini =
                udf((Seq<Row> histogram, Long catalogue) -> gini(histogram, catalogue), DataTypes.DoubleType);
        Column places = sum(col(SHOWN).multiply(col(ITEMS)));
        return shown(lists, lengths)
                .transform(shown -> histogram(shown, items))
                .groupBy(
                        ModelMetricsTable.CUT_DATE,
                        ModelMetricsTable.MODEL,
                        ModelMetricsTable.PROTOCOL,
                        ModelMetricsTable.SLICE,
                        ModelMetricsTable.K)
                .agg(
                        sum(ITEMS).as(ITEMS),
                        sum(SURPRISE).cast(DataTypes.DoubleType).divide(places).as(SURPRISE),
                        sum(TAIL).divide(places).as(TAIL),
                        collect_list(struct(col(SHOWN), col(ITEMS))).as(HISTOGRAM))
                .join(
                        items.groupBy(ModelMetricsTable.CUT_DATE)
                                .agg(count(lit(1)).as(CATALOGUE)),
                        ModelMetricsTable.CUT_DATE)
                .select(
                        col(ModelMetricsTable.CUT_DATE),
                        col(ModelMetricsTable.MODEL),
                        col(ModelMetricsTable.PROTOCOL),
                        col(ModelMetricsTable.SLICE),
                        col(ModelMetricsTable.K),
                        explode(array(
                                        figure(Metric.COVERAGE, col(ITEMS).divide(col(CATALOGUE))),
                                        figure(Metric.NOVELTY, col(SURPRISE)),
                                        figure(Metric.LONG_TAIL, col(TAIL)),
                                        figure(Metric.GINI, gini.apply(col(HISTOGRAM), col(CATALOGUE)))))
                                .as(FIGURE))
                .select(
                        col(ModelMetricsTable.CUT_DATE),
                        col(ModelMetricsTable.MODEL),
                        col(ModelMetricsTable.PROTOCOL),
                        col(ModelMetricsTable.SLICE),
                        col(ModelMetricsTable.K),
                        col(FIGURE + ".*"));
    }

    private static Dataset<Row> shown(Dataset<Row> lists, List<Integer> lengths) {
        Column[] byLength = lengths.stream()
                .map(k -> sum(when(col(BacktestListsTable.RANK).leq(k), lit(1L)).otherwise(lit(0L)))
                        .as(SHOWN + k))
                .toArray(Column[]::new);
        Column[] pairs = lengths.stream()
                .map(k -> struct(lit(k).as(ModelMetricsTable.K), col(SHOWN + k).as(SHOWN)))
                .toArray(Column[]::new);
        return lists.groupBy(
                        BacktestListsTable.CUT_DATE,
                        BacktestListsTable.MODEL,
                        BacktestListsTable.PROTOCOL,
                        BacktestListsTable.SLICE,
                        BacktestListsTable.ITEM_ID)
                .agg(byLength[0], java.util.Arrays.copyOfRange(byLength, 1, byLength.length))
                .select(
                        col(BacktestListsTable.CUT_DATE),
                        col(BacktestListsTable.MODEL),
                        col(BacktestListsTable.PROTOCOL),
                        col(BacktestListsTable.SLICE),
                        col(BacktestListsTable.ITEM_ID),
                        explode(array(pairs)).as(FIGURE))
                .select(
                        col(BacktestListsTable.CUT_DATE),
                        col(BacktestListsTable.MODEL),
                        col(BacktestListsTable.PROTOCOL),
                        col(BacktestListsTable.SLICE),
                        col(BacktestListsTable.ITEM_ID),
                        col(FIGURE + ".*"))
                .where(col(SHOWN).gt(0));
    }

    private static Dataset<Row> histogram(Dataset<Row> shown, Dataset<Row> items) {
        Column surprise = round(log2(col(BacktestItemsTable.SHARE)).multiply(-1), 12)
                .cast(DataTypes.createDecimalType(18, 12))
                .multiply(col(SHOWN).cast(DataTypes.createDecimalType(20, 0)));
        Column tail = when(col(BacktestItemsTable.LONG_TAIL), col(SHOWN)).otherwise(lit(0L));
        return shown.join(
                        items.select(
                                BacktestItemsTable.CUT_DATE,
                                BacktestItemsTable.ITEM_ID,
                                BacktestItemsTable.SHARE,
                                BacktestItemsTable.LONG_TAIL),
                        new String[] {BacktestItemsTable.CUT_DATE, BacktestItemsTable.ITEM_ID})
                .groupBy(
                        ModelMetricsTable.CUT_DATE,
                        ModelMetricsTable.MODEL,
                        ModelMetricsTable.PROTOCOL,
                        ModelMetricsTable.SLICE,
                        ModelMetricsTable.K,
                        SHOWN)
                .agg(
                        count(lit(1)).as(ITEMS),
                        sum(surprise).as(SURPRISE),
                        sum(tail).as(TAIL));
    }

    private static Column figure(Metric metric, Column value) {
        return struct(lit(metric.id()).as(ModelMetricsTable.METRIC), value.as(ModelMetricsTable.VALUE));
    }

    private static double gini(Seq<Row> histogram, long catalogue) {
        long[] shown = new long[histogram.length()];
        long[] items = new long[histogram.length()];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = histogram.apply(i).getLong(0);
            items[i] = histogram.apply(i).getLong(1);
        }
        return Exposure.gini(shown, items, catalogue);
    }
}
