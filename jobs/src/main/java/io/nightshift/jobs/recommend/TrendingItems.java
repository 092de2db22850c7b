package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of {@link TrendingItemsTable} from the events of two windows.
 *
 * <ol>
 *   <li>taken: (user_id, item_id, recent, past), whether a user took an item in either window, 1 or 0
 *   <li>counts: (scope, scope_value, item_id, recent_users, past_users), of all users, and of those of each segment
 *   <li>trending: those whose growth is above 1 for sure, ranked by its lower bound within all, category and segment
 * </ol>
 */
final class TrendingItems {
    private static final String RECENT = "recent";
    private static final String PAST = "past";

    private final PopularSettings settings;
    private final int trendDays;
    private final int most;
    private final LocalDate asOf;

    /** Lists of at most {@code most} items as of a date, the last of the trend days. */
    TrendingItems(PopularSettings settings, int trendDays, int most, LocalDate asOf) {
        this.settings = settings;
        this.trendDays = trendDays;
        this.most = most;
        this.asOf = asOf;
    }

    /**
     * The rows.
     *
     * @param events rows of {@link EventsTable}
     * @param conversions the types that count
     * @param items rows of {@link ItemsTable}
     * @param segments {@link UserSegments#of}; empty for none
     * @return the columns of {@link TrendingItemsTable}, in no order
     */
    Dataset<Row> of(
            Dataset<Row> events, Set<EventType> conversions, Dataset<Row> items, Optional<Dataset<Row>> segments) {
        Dataset<Row> taken = taken(events, conversions);
        Dataset<Row> available = items.where(col(ItemsTable.AVAILABLE)).select(ItemsTable.ITEM_ID, ItemsTable.CATEGORY);
        Dataset<Row> overall = counts(taken, lit(PopularItemsTable.ALL), lit(PopularItemsTable.ALL))
                .join(available, ItemsTable.ITEM_ID);
        Dataset<Row> inCategory = overall.where(col(ItemsTable.CATEGORY).isNotNull())
                .withColumn(TrendingItemsTable.SCOPE, lit(PopularItemsTable.CATEGORY))
                .withColumn(TrendingItemsTable.SCOPE_VALUE, col(ItemsTable.CATEGORY));
        Dataset<Row> all = overall.unionByName(inCategory);
        if (segments.isPresent()) {
            all = all.unionByName(counts(
                            taken.join(segments.orElseThrow(), UsersTable.USER_ID),
                            col(TrendingItemsTable.SCOPE),
                            col(TrendingItemsTable.SCOPE_VALUE))
                    .join(available, ItemsTable.ITEM_ID));
        }
        return trending(all);
    }

    private Dataset<Row> taken(Dataset<Row> events, Set<EventType> conversions) {
        Column day = col(EventsTable.EVENT_DATE);
        Column last = lit(Date.valueOf(asOf));
        Column isRecent = day.gt(date_sub(last, trendDays));
        return events.where(day.leq(last)
                        .and(day.gt(date_sub(last, trendDays + settings.pastDays())))
                        .and(col(EventsTable.TYPE)
                                .isin(conversions.stream()
                                        .map(EventType::id)
                                        .sorted()
                                        .toArray())))
                .groupBy(EventsTable.USER_ID, EventsTable.ITEM_ID)
                .agg(
                        max(when(isRecent, 1).otherwise(0)).as(RECENT),
                        max(when(isRecent, 0).otherwise(1)).as(PAST));
    }

    private static Dataset<Row> counts(Dataset<Row> taken, Column scope, Column value) {
        return taken.groupBy(
                        scope.as(TrendingItemsTable.SCOPE),
                        value.as(TrendingItemsTable.SCOPE_VALUE),
                        col(TrendingItemsTable.ITEM_ID))
                .agg(sum(RECENT).as(TrendingItemsTable.RECENT_USERS), sum(PAST).as(TrendingItemsTable.PAST_USERS));
    }

    private Dataset<Row> trending(Dataset<Row> counts) {
        double pastPerRecent = settings.pastDays() / (double) trendDays;
        UDF2<Long, Long, Double> low = (recent, past) -> Growth.low(recent, past, pastPerRecent);
        Column recent = col(TrendingItemsTable.RECENT_USERS);
        Column past = col(TrendingItemsTable.PAST_USERS);
        Column growth = when(past.gt(0), recent.multiply(lit(pastPerRecent)).divide(past));
        return counts.where(recent.geq(settings.minUsers()))
                .withColumn(TrendingItemsTable.GROWTH, growth)
                .withColumn(
                        TrendingItemsTable.SCORE,
                        udf(low, DataTypes.DoubleType).apply(recent, past).cast(DataTypes.FloatType))
                .where(col(TrendingItemsTable.SCORE).gt(1))
                .withColumn(
                        TrendingItemsTable.RANK,
                        row_number()
                                .over(Window.partitionBy(TrendingItemsTable.SCOPE, TrendingItemsTable.SCOPE_VALUE)
                                        .orderBy(
                                                col(TrendingItemsTable.SCORE).desc(),
                                                col(TrendingItemsTable.ITEM_ID).asc())))
                .where(col(TrendingItemsTable.RANK).leq(most))
                .withColumn(TrendingItemsTable.RUN_DATE, lit(Date.valueOf(asOf)))
                .drop(ItemsTable.CATEGORY);
    }
}
