package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * Every two models compared user by user: the spread of the users' differences is far smaller than that of the users.
 *
 * <ol>
 *   <li>by user: (cut_date, protocol, user_id, by_model), the values of all models in one row
 *   <li>differences: (cut_date, protocol, model, other, values), a row for each user and pair of models, model before other by name
 *   <li>figures: (cut_date, protocol, model, other, metric, k, difference, standard_error, low, high, n)
 *   <li>the same with the models exchanged
 * </ol>
 */
final class Comparisons {
    private static final String BY_MODEL = "by_model";

    private Comparisons() {}

    /**
     * The comparisons of users with history.
     *
     * @param values rows of {@link UserValues#of}
     * @param users rows of {@link UserValues#users}
     * @param expected rows of {@link ExpectedFigures}, the models to compare
     * @param lengths the list lengths
     * @return the columns of {@link ModelComparisonsTable} but the run date
     */
    static Dataset<Row> of(Dataset<Row> values, Dataset<Row> users, Dataset<Row> expected, List<Integer> lengths) {
        int width = Metric.ofLists().length * lengths.size();
        UserDefinedFunction difference = udf(
                (Seq<Long> model, Seq<Long> other) -> difference(model, other, width),
                DataTypes.createArrayType(DataTypes.LongType, false));
        Dataset<Row> differences = byUser(values, withHistory(users))
                .join(pairs(expected), new String[] {ModelMetricsTable.CUT_DATE, ModelMetricsTable.PROTOCOL})
                .withColumn(
                        UserValues.VALUES,
                        difference.apply(
                                col(BY_MODEL).getItem(col(ModelComparisonsTable.MODEL)),
                                col(BY_MODEL).getItem(col(ModelComparisonsTable.OTHER))));
        Column[] pair = {
            col(ModelComparisonsTable.CUT_DATE),
            col(ModelComparisonsTable.PROTOCOL),
            col(ModelComparisonsTable.MODEL),
            col(ModelComparisonsTable.OTHER)
        };
        Dataset<Row> counted = withHistory(users)
                .groupBy(ModelComparisonsTable.CUT_DATE, ModelComparisonsTable.PROTOCOL)
                .agg(count(lit(1)).as(ModelComparisonsTable.N));
        Dataset<Row> sums = MeanValues.sums(differences, lengths, pair)
                .join(counted, new String[] {ModelComparisonsTable.CUT_DATE, ModelComparisonsTable.PROTOCOL});
        Dataset<Row> figures = MeanValues.figures(sums, col(ModelComparisonsTable.N), lengths)
                .withColumnRenamed(MeanValues.MEAN, ModelComparisonsTable.DIFFERENCE);
        return figures.unionByName(exchanged(figures));
    }

    private static Dataset<Row> withHistory(Dataset<Row> users) {
        return users.where(col(UserValues.SLICES).getItem(0).equalTo(ModelMetricsTable.SLICE_ALL));
    }

    private static Dataset<Row> byUser(Dataset<Row> values, Dataset<Row> users) {
        String[] user = {BacktestListsTable.CUT_DATE, BacktestListsTable.PROTOCOL, BacktestListsTable.USER_ID};
        Dataset<Row> models = values.groupBy(user[0], user[1], user[2])
                .agg(map_from_entries(collect_list(struct(col(ModelMetricsTable.MODEL), col(UserValues.VALUES))))
                        .as(BY_MODEL));
        return users.join(models, user, "left").select(user[0], user[1], BY_MODEL);
    }

    private static Dataset<Row> pairs(Dataset<Row> expected) {
        Dataset<Row> models =
                expected.select(ModelMetricsTable.CUT_DATE, ModelMetricsTable.PROTOCOL, ModelMetricsTable.MODEL);
        return models.join(
                        models.withColumnRenamed(ModelMetricsTable.MODEL, ModelComparisonsTable.OTHER),
                        new String[] {ModelMetricsTable.CUT_DATE, ModelMetricsTable.PROTOCOL})
                .where(col(ModelComparisonsTable.MODEL).lt(col(ModelComparisonsTable.OTHER)));
    }

    private static long[] difference(Seq<Long> model, Seq<Long> other, int width) {
        long[] difference = new long[width];
        for (int i = 0; i < width; i++) {
            difference[i] = (model == null ? 0 : model.apply(i)) - (other == null ? 0 : other.apply(i));
        }
        return difference;
    }

    private static Dataset<Row> exchanged(Dataset<Row> figures) {
        return figures.select(
                col(ModelComparisonsTable.CUT_DATE),
                col(ModelComparisonsTable.OTHER).as(ModelComparisonsTable.MODEL),
                col(ModelComparisonsTable.MODEL).as(ModelComparisonsTable.OTHER),
                col(ModelComparisonsTable.PROTOCOL),
                col(ModelComparisonsTable.METRIC),
                col(ModelComparisonsTable.K),
                lit(0.0).minus(col(ModelComparisonsTable.DIFFERENCE)).as(ModelComparisonsTable.DIFFERENCE),
                col(ModelComparisonsTable.STANDARD_ERROR),
                lit(0.0).minus(col(ModelComparisonsTable.HIGH)).as(ModelComparisonsTable.LOW),
                lit(0.0).minus(col(ModelComparisonsTable.LOW)).as(ModelComparisonsTable.HIGH),
                col(ModelComparisonsTable.N));
    }
}
