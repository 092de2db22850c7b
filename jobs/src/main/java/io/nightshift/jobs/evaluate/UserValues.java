package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
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
 * What each user's lists are worth, in every metric that a single list has.
 *
 * <ol>
 *   <li>users: (cut_date, protocol, user_id, relevant, slices), how many items each user's lists should find, and the user's parts
 *   <li>lists: (cut_date, model, protocol, user_id, hits, categories), each list as one number and the categories of its places
 *   <li>values: both, and values, one for each metric and k in units of 1 / {@link #SCALE}
 * </ol>
 */
final class UserValues {
    /** Values are whole multiples of 1 / SCALE, so that the sums of two billion users fit a long and are the same in any order. */
    static final double SCALE = 1L << 32;

    static final String SLICES = BacktestUsersTable.SLICES;
    static final String VALUES = "values";
    private static final String RELEVANT = "relevant";
    private static final String HITS = "hits";
    private static final String CATEGORIES = "categories";

    private UserValues() {}

    /**
     * The users who are measured.
     *
     * @param relevant rows of {@link BacktestRelevantTable}
     * @param parts rows of {@link BacktestUsersTable}
     * @return cut_date, protocol, user_id, relevant, slices (the slice of relevant first)
     */
    static Dataset<Row> users(Dataset<Row> relevant, Dataset<Row> parts) {
        Column none = array().cast(DataTypes.createArrayType(DataTypes.StringType));
        return relevant.groupBy(
                        BacktestRelevantTable.CUT_DATE,
                        BacktestRelevantTable.PROTOCOL,
                        BacktestRelevantTable.SLICE,
                        BacktestRelevantTable.USER_ID)
                .agg(count(lit(1)).as(RELEVANT))
                .join(parts.drop(BacktestUsersTable.RUN_DATE), userOfCut(), "left")
                .withColumn(SLICES, concat(array(col(BacktestRelevantTable.SLICE)), coalesce(col(SLICES), none)))
                .drop(BacktestRelevantTable.SLICE);
    }

    /**
     * The values of every list.
     *
     * @param lists rows of {@link BacktestListsTable}
     * @param users rows of {@link #users}
     * @param lengths the list lengths
     * @return cut_date, protocol, user_id, model, slices, values; no row for a user without a list, whose values are 0
     */
    static Dataset<Row> of(Dataset<Row> lists, Dataset<Row> users, List<Integer> lengths) {
        UserDefinedFunction values = udf(
                (Long hits, Long relevant, Seq<Row> places) -> values(hits, relevant, categories(places), lengths),
                DataTypes.createArrayType(DataTypes.LongType, false));
        return asNumbers(lists)
                .join(users, new String[] {
                    BacktestListsTable.CUT_DATE, BacktestListsTable.PROTOCOL, BacktestListsTable.USER_ID
                })
                .withColumn(VALUES, values.apply(col(HITS), col(RELEVANT), col(CATEGORIES)))
                .drop(HITS, RELEVANT, CATEGORIES);
    }

    private static Dataset<Row> asNumbers(Dataset<Row> lists) {
        Column bit =
                call_function("shiftleft", lit(1L), col(BacktestListsTable.RANK).minus(1));
        return lists.groupBy(
                        BacktestListsTable.CUT_DATE,
                        BacktestListsTable.MODEL,
                        BacktestListsTable.PROTOCOL,
                        BacktestListsTable.USER_ID)
                .agg(
                        sum(when(col(BacktestListsTable.HIT), bit).otherwise(lit(0L)))
                                .as(HITS),
                        sort_array(collect_list(struct(col(BacktestListsTable.RANK), col(BacktestListsTable.CATEGORY))))
                                .as(CATEGORIES));
    }

    private static String[] categories(Seq<Row> places) {
        String[] categories = new String[places.length()];
        for (int i = 0; i < categories.length; i++) {
            categories[i] = places.apply(i).getString(1);
        }
        return categories;
    }

    /** One value for each metric, and within it for each length. */
    private static long[] values(long hits, long relevant, String[] categories, List<Integer> lengths) {
        Metric[] metrics = Metric.ofLists();
        double[] diversity = Diversity.ofBeginnings(categories);
        long[] values = new long[metrics.length * lengths.size()];
        for (int i = 0; i < values.length; i++) {
            int k = lengths.get(i % lengths.size());
            Metric metric = metrics[i / lengths.size()];
            double value = metric == Metric.DIVERSITY
                    ? diversity[Math.min(k, categories.length)]
                    : RankingMetrics.value(metric, hits, relevant, k);
            values[i] = Math.round(value * SCALE);
        }
        return values;
    }

    private static String[] userOfCut() {
        return new String[] {BacktestUsersTable.CUT_DATE, BacktestUsersTable.USER_ID};
    }
}
