package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.nearest.NearestRows;
import io.nightshift.spark.FixedPoint;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * From pairs to the users who take the same items, and to what these took lately (Resnick and others 1994, "GroupLens"; here for implicit
 * feedback).
 *
 * <ol>
 *   <li>recent: (user, item, weight), the latest items of each user
 *   <li>profiles: (id, places, values), ln(1 + weight) x ln(1 + users / users of the item), at length 1
 *   <li>neighbours: (user, rank, neighbour, score) by {@link NearestRows}; the score is the cosine
 *   <li>items: (user, rank, item, score, neighbours), of the neighbours' latest items those new to the user; score is the sum of the
 *       neighbours' similarities
 * </ol>
 *
 * No user passes through the driver.
 */
public final class UserNeighbours {
    static final String USERS = "users";
    static final String VALUE = "value";

    /** Similarities add up as multiples of 2^-30, the same in any order. */
    private static final FixedPoint SUMS = new FixedPoint(1L << 30);

    private UserNeighbours() {}

    /**
     * The nearest users of each user.
     *
     * @param pairs rows of {@link InteractionsTable}
     * @return the columns of {@link UserNeighboursTable}, in no order
     */
    static Dataset<Row> of(Dataset<Row> pairs, UserNeighbourSettings settings) {
        Dataset<Row> recent = ItemNeighbours.recent(pairs, settings.maxItemsPerUser());
        long users = recent.select(InteractionsTable.USER).distinct().count();
        Dataset<Row> profiles = profiles(recent, users);
        return new NearestRows(settings.neighbours(), (float) settings.minScore())
                .of(profiles, profiles, users, settings.maxItemsPerUser())
                .select(
                        col(NearestRows.ID).as(UserNeighboursTable.USER),
                        col(NearestRows.RANK).as(UserNeighboursTable.RANK),
                        col(NearestRows.OTHER).as(UserNeighboursTable.NEIGHBOUR),
                        col(NearestRows.SCORE).as(UserNeighboursTable.SCORE));
    }

    /**
     * What the nearest users took lately, as a source of candidates.
     *
     * @param pairs rows of {@link InteractionsTable}; read several times
     * @param available item, those that may be recommended
     * @param asOf the last day that pairs know of
     * @return user, item, score; in no order
     */
    public static Dataset<Row> suggestions(
            Dataset<Row> pairs, Dataset<Row> available, LocalDate asOf, UserNeighbourSettings settings) {
        return items(of(pairs, settings), pairs, available, asOf, settings)
                .select(InteractionsTable.USER, InteractionsTable.ITEM, NeighbourItemsTable.SCORE);
    }

    private static Dataset<Row> profiles(Dataset<Row> recent, long users) {
        Dataset<Row> items = recent.groupBy(InteractionsTable.ITEM)
                .agg(count(lit(1)).cast(DataTypes.DoubleType).as(USERS));
        UDF1<Seq<Double>, float[]> unit = UserNeighbours::unit;
        return recent.join(items, InteractionsTable.ITEM)
                .withColumn(
                        VALUE,
                        log1p(col(InteractionsTable.WEIGHT))
                                .multiply(log1p(lit((double) users).divide(col(USERS)))))
                .groupBy(col(InteractionsTable.USER).as(NearestRows.ID))
                .agg(array_sort(collect_list(struct(col(InteractionsTable.ITEM), col(VALUE))))
                        .as(VALUE))
                .select(
                        col(NearestRows.ID),
                        col(VALUE).getField(InteractionsTable.ITEM).as(NearestRows.PLACES),
                        udf(unit, DataTypes.createArrayType(DataTypes.FloatType, false))
                                .apply(col(VALUE).getField(VALUE))
                                .as(NearestRows.VALUES));
    }

    /** The values at length 1; all are above 0. */
    private static float[] unit(Seq<Double> values) {
        double squares = 0;
        for (int i = 0; i < values.length(); i++) {
            squares += values.apply(i) * values.apply(i);
        }
        float[] unit = new float[values.length()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values.apply(i) / Math.sqrt(squares));
        }
        return unit;
    }

    /**
     * What the nearest users took lately and the user has no pair with.
     *
     * @param neighbours {@link #of}
     * @param pairs rows of {@link InteractionsTable}
     * @param available item, those that may be recommended
     * @param asOf the last day that pairs know of
     * @return user, rank, item, score, neighbours; in no order
     */
    static Dataset<Row> items(
            Dataset<Row> neighbours,
            Dataset<Row> pairs,
            Dataset<Row> available,
            LocalDate asOf,
            UserNeighbourSettings settings) {
        Dataset<Row> lately = pairs.where(
                col(InteractionsTable.LAST_DATE).geq(date_sub(lit(Date.valueOf(asOf)), settings.recentDays() - 1)));
        Dataset<Row> taken = ItemNeighbours.recent(lately, settings.recentItems())
                .select(col(InteractionsTable.USER).as(UserNeighboursTable.NEIGHBOUR), col(InteractionsTable.ITEM));
        Dataset<Row> own = pairs.select(InteractionsTable.USER, InteractionsTable.ITEM);
        return neighbours
                .select(UserNeighboursTable.USER, UserNeighboursTable.NEIGHBOUR, UserNeighboursTable.SCORE)
                .join(taken, UserNeighboursTable.NEIGHBOUR)
                .groupBy(InteractionsTable.USER, InteractionsTable.ITEM)
                .agg(
                        SUMS.sumOf(col(UserNeighboursTable.SCORE).cast(DataTypes.DoubleType))
                                .cast(DataTypes.FloatType)
                                .as(NeighbourItemsTable.SCORE),
                        count(lit(1)).cast(DataTypes.IntegerType).as(NeighbourItemsTable.NEIGHBOURS))
                .join(own, new String[] {InteractionsTable.USER, InteractionsTable.ITEM}, "left_anti")
                .join(available, new String[] {InteractionsTable.ITEM}, "left_semi")
                .withColumn(
                        NeighbourItemsTable.RANK,
                        row_number()
                                .over(Window.partitionBy(InteractionsTable.USER)
                                        .orderBy(
                                                col(NeighbourItemsTable.SCORE).desc(),
                                                col(InteractionsTable.ITEM).asc())))
                .where(col(NeighbourItemsTable.RANK).leq(settings.topN()));
    }
}
