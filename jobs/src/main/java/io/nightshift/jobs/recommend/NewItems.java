package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.ItemsTable;
import java.sql.Date;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The rows of {@link NewItemsTable}. An item is new from the day it was created; where the items do not tell, from its first conversion,
 * if the conversions reach back twice as long as items are new: else all would look new.
 */
final class NewItems {
    private static final String FIRST = "first_day";

    private final int newDays;
    private final int popularityDays;
    private final int most;
    private final LocalDate asOf;

    /** Lists of at most {@code most} items as of a date. */
    NewItems(int newDays, int popularityDays, int most, LocalDate asOf) {
        this.newDays = newDays;
        this.popularityDays = popularityDays;
        this.most = most;
        this.asOf = asOf;
    }

    /**
     * The rows.
     *
     * @param pairs rows of {@link InteractionsTable}
     * @param itemIndex rows of {@link ItemIndexTable}
     * @param items rows of {@link ItemsTable}
     * @param segments user, scope, scope_value; empty for none
     * @param zone where days are cut
     * @return the columns of {@link NewItemsTable}, in no order
     */
    Dataset<Row> of(
            Dataset<Row> pairs,
            Dataset<Row> itemIndex,
            Dataset<Row> items,
            Optional<Dataset<Row>> segments,
            ZoneId zone) {
        Column last = lit(Date.valueOf(asOf));
        Column isLate = col(InteractionsTable.LAST_CONVERSION).geq(date_sub(last, popularityDays - 1));
        Dataset<Row> taken = pairs.groupBy(InteractionsTable.ITEM)
                .agg(
                        min(InteractionsTable.FIRST_CONVERSION).as(FIRST),
                        count(when(isLate, lit(1))).as(NewItemsTable.USERS));
        Date begin = pairs.agg(min(InteractionsTable.FIRST_CONVERSION)).first().getDate(0);
        boolean tells = begin != null && !begin.toLocalDate().isAfter(asOf.minusDays(2L * newDays));
        Column created = to_date(from_utc_timestamp(col(ItemsTable.CREATED), zone.getId()));
        Dataset<Row> overall = items.where(col(ItemsTable.AVAILABLE))
                .join(itemIndex, ItemIndexTable.ITEM_ID)
                .join(taken, new String[] {ItemIndexTable.ITEM}, "left")
                .withColumn(NewItemsTable.SINCE, tells ? coalesce(created, col(FIRST)) : created)
                .where(col(NewItemsTable.SINCE)
                        .geq(date_sub(last, newDays - 1))
                        .and(col(NewItemsTable.SINCE).leq(last)))
                .select(
                        lit(PopularItemsTable.ALL).as(NewItemsTable.SCOPE),
                        lit(PopularItemsTable.ALL).as(NewItemsTable.SCOPE_VALUE),
                        col(ItemsTable.CATEGORY),
                        col(NewItemsTable.ITEM_ID),
                        col(NewItemsTable.SINCE),
                        coalesce(col(NewItemsTable.USERS), lit(0L)).as(NewItemsTable.USERS));
        Dataset<Row> inCategory = overall.where(col(ItemsTable.CATEGORY).isNotNull())
                .withColumn(NewItemsTable.SCOPE, lit(PopularItemsTable.CATEGORY))
                .withColumn(NewItemsTable.SCOPE_VALUE, col(ItemsTable.CATEGORY));
        Dataset<Row> all = overall.unionByName(inCategory);
        if (segments.isPresent()) {
            all = all.unionByName(inSegments(overall, pairs.where(isLate), segments.orElseThrow(), itemIndex));
        }
        return all.withColumn(
                        NewItemsTable.RANK,
                        row_number()
                                .over(Window.partitionBy(NewItemsTable.SCOPE, NewItemsTable.SCOPE_VALUE)
                                        .orderBy(
                                                col(NewItemsTable.SINCE).desc(),
                                                col(NewItemsTable.USERS).desc(),
                                                col(NewItemsTable.ITEM_ID).asc())))
                .where(col(NewItemsTable.RANK).leq(most))
                .withColumn(NewItemsTable.RUN_DATE, last)
                .drop(ItemsTable.CATEGORY);
    }

    /** The new items that users of a segment took, with their number. */
    private static Dataset<Row> inSegments(
            Dataset<Row> overall, Dataset<Row> late, Dataset<Row> segments, Dataset<Row> itemIndex) {
        Dataset<Row> users = late.join(segments, InteractionsTable.USER)
                .groupBy(NewItemsTable.SCOPE, NewItemsTable.SCOPE_VALUE, InteractionsTable.ITEM)
                .agg(count(lit(1)).as(NewItemsTable.USERS))
                .join(itemIndex, ItemIndexTable.ITEM)
                .drop(ItemIndexTable.ITEM);
        return overall.drop(NewItemsTable.SCOPE, NewItemsTable.SCOPE_VALUE, NewItemsTable.USERS)
                .join(users, NewItemsTable.ITEM_ID);
    }
}
