package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.jobs.recommend.links.LogLikelihood;
import io.nightshift.spark.RowBatches;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From events to items that are bought after others were viewed, counted exactly.
 *
 * <ol>
 *   <li>steps: (user_id, item, is_from, is_to, day, time), by user, newest first
 *   <li>of a user: (item, next_item, users = 1), each pair of {@link UserSteps} once; {@link #ANY} in place of an item counts its users
 *   <li>counts: (item, next_item, users), one row each
 *   <li>pairs: the columns of {@link ViewedThenBoughtTable} but the date, with dense ids
 * </ol>
 *
 * Two shuffles for the counts: the events by user, and at most the square of a user's steps, added up before they are sent.
 */
public final class ViewedThenBought {
    /** Stands for all items: (item, ANY) are the users who viewed it, (ANY, item) those who bought it, (ANY, ANY) all. */
    static final int ANY = -1;
    /** (CAPPED, CAPPED) are not users but the steps that the cap left out. */
    static final int CAPPED = -2;

    static final String ITEM = ItemIndexTable.ITEM;
    static final String NEXT = "next_item";
    static final String USERS = "users";

    private static final String IS_FROM = "is_from";
    private static final String IS_TO = "is_to";
    private static final String DAY = "day";
    private static final String MICROS = "micros";
    private static final String SIGNED = "signed";

    private static final StructType COUNT = new StructType()
            .add(ITEM, DataTypes.IntegerType, false)
            .add(NEXT, DataTypes.IntegerType, false)
            .add(USERS, DataTypes.LongType, false);

    private ViewedThenBought() {}

    /**
     * The counts.
     *
     * @param events rows of {@link EventsTable}
     * @param itemIndex rows of {@link ItemIndexTable}
     * @param asOf the last day that counts
     * @return item, next_item, users, each pair of ids once
     */
    static Dataset<Row> counts(Dataset<Row> events, Dataset<Row> itemIndex, LocalDate asOf, SequenceSettings settings) {
        return counts(events.join(itemIndex, EventsTable.ITEM_ID), col(EventsTable.USER_ID), asOf, settings);
    }

    /**
     * The counts of dense events.
     *
     * @param events rows of {@link io.nightshift.jobs.recommend.Interactions#dense}
     */
    public static Dataset<Row> denseCounts(Dataset<Row> events, LocalDate asOf, SequenceSettings settings) {
        return counts(events, col(UserIndexTable.USER).cast(DataTypes.StringType), asOf, settings);
    }

    /**
     * What having an item says for those bought after it, see {@link ItemLinkRows#aboveChance}.
     *
     * @param counts {@link #denseCounts}; read several times
     * @return rows of {@link ItemLinkRows#SCHEMA}, in no order
     */
    public static Dataset<Row> links(Dataset<Row> counts, SequenceSettings settings) {
        return ItemLinkRows.aboveChance(of(counts, settings), ViewedThenBoughtTable.LIFT, ViewedThenBoughtTable.LLR)
                .select(col(ITEM), col(NEXT).as(ItemLinkRows.LINKED), col(ItemLinkRows.WEIGHT));
    }

    /** The same from the rows of a {@link ViewedThenBoughtTable}. */
    public static Dataset<Row> storedLinks(Dataset<Row> table, Dataset<Row> itemIndex) {
        return ItemLinkRows.dense(
                ItemLinkRows.aboveChance(table, ViewedThenBoughtTable.LIFT, ViewedThenBoughtTable.LLR),
                ViewedThenBoughtTable.ITEM_ID,
                ViewedThenBoughtTable.BOUGHT_ITEM_ID,
                ItemLinkRows.WEIGHT,
                itemIndex);
    }

    private static Dataset<Row> counts(Dataset<Row> events, Column user, LocalDate asOf, SequenceSettings settings) {
        Column isFrom = isOneOf(settings.from());
        Column isTo = isOneOf(settings.to());
        return events.where(isFrom.or(isTo))
                .where(col(EventsTable.EVENT_DATE).leq(lit(Date.valueOf(asOf))))
                .select(
                        user.as(EventsTable.USER_ID),
                        col(ITEM),
                        isFrom.as(IS_FROM),
                        isTo.as(IS_TO),
                        unix_date(col(EventsTable.EVENT_DATE)).as(DAY),
                        unix_micros(col(EventsTable.TIME)).as(MICROS))
                .repartition(col(EventsTable.USER_ID))
                .sortWithinPartitions(
                        col(EventsTable.USER_ID), col(MICROS).desc(), col(ITEM).asc())
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) steps -> new Walk(steps, settings), Encoders.row(COUNT))
                .groupBy(ITEM, NEXT)
                .agg(sum(USERS).as(USERS));
    }

    private static Column isOneOf(Set<EventType> types) {
        return col(EventsTable.TYPE)
                .isin(types.stream().map(EventType::id).sorted().toArray());
    }

    /** How many steps the cap left out. */
    static long capped(Dataset<Row> counts) {
        return counts.where(col(ITEM).equalTo(CAPPED)).select(USERS).collectAsList().stream()
                .mapToLong(row -> row.getLong(0))
                .sum();
    }

    /**
     * The pairs.
     *
     * @param counts {@link #counts}, stored or persisted: they are read several times
     * @return item, next_item and the columns of {@link ViewedThenBoughtTable} from rank on, in no order
     */
    static Dataset<Row> of(Dataset<Row> counts, SequenceSettings settings) {
        long all =
                counts.where(col(ITEM).equalTo(ANY).and(col(NEXT).equalTo(ANY))).select(USERS).collectAsList().stream()
                        .mapToLong(row -> row.getLong(0))
                        .sum();
        Dataset<Row> viewers = counts.where(col(NEXT).equalTo(ANY).and(col(ITEM).geq(0)))
                .select(col(ITEM), col(USERS).as(ViewedThenBoughtTable.VIEWERS));
        Dataset<Row> buyers = counts.where(col(ITEM).equalTo(ANY).and(col(NEXT).geq(0)))
                .select(col(NEXT), col(USERS).as(ViewedThenBoughtTable.BUYERS));
        UDF3<Long, Long, Double, Double> ratio = LogLikelihood::ofShare;
        Column both = col(ViewedThenBoughtTable.USERS_BOTH);
        Column viewed = col(ViewedThenBoughtTable.VIEWERS).cast(DataTypes.DoubleType);
        Column bought = col(ViewedThenBoughtTable.BUYERS).cast(DataTypes.DoubleType);
        Column llr = udf(ratio, DataTypes.DoubleType)
                .apply(both, col(ViewedThenBoughtTable.VIEWERS), bought.divide(lit((double) all)));
        Column less = both.multiply(lit((double) all)).lt(viewed.multiply(bought));
        return counts.where(
                        col(ITEM).geq(0).and(col(NEXT).geq(0)).and(col(USERS).geq(settings.minUsers())))
                .withColumnRenamed(USERS, ViewedThenBoughtTable.USERS_BOTH)
                .join(viewers, ITEM)
                .join(buyers, NEXT)
                .withColumn(ViewedThenBoughtTable.CONFIDENCE, both.divide(viewed))
                .withColumn(
                        ViewedThenBoughtTable.LIFT,
                        both.multiply(lit((double) all)).divide(viewed.multiply(bought)))
                .withColumn(ViewedThenBoughtTable.LLR, llr)
                .withColumn(
                        SIGNED,
                        when(less, col(ViewedThenBoughtTable.LLR).multiply(-1))
                                .otherwise(col(ViewedThenBoughtTable.LLR)))
                .withColumn(
                        ViewedThenBoughtTable.RANK,
                        row_number()
                                .over(Window.partitionBy(ITEM)
                                        .orderBy(col(SIGNED).desc(), col(NEXT).asc())))
                .where(col(ViewedThenBoughtTable.RANK).leq(settings.topN()))
                .drop(SIGNED);
    }

    /** The counts of one user after the other. */
    private static final class Walk extends RowBatches {
        private final Iterator<Row> steps;
        private final UserSteps user;
        private Row next;

        Walk(Iterator<Row> steps, SequenceSettings settings) {
            this.steps = steps;
            this.user = new UserSteps(settings.withinDays(), settings.maxStepsPerUser());
            advance();
        }

        @Override
        protected Optional<Iterator<Row>> nextBatch() {
            if (next == null) {
                return Optional.empty();
            }
            readUser();
            return Optional.of(counts().iterator());
        }

        private void readUser() {
            user.clear();
            for (String id = next.getString(0);
                    next != null && next.getString(0).equals(id);
                    advance()) {
                if (next.getBoolean(2)) {
                    user.addFrom(next.getInt(1), next.getInt(4), next.getLong(5));
                }
                if (next.getBoolean(3)) {
                    user.addTo(next.getInt(1), next.getInt(4), next.getLong(5));
                }
            }
        }

        private List<Row> counts() {
            List<Row> rows = new ArrayList<>();
            rows.add(RowFactory.create(ANY, ANY, 1L));
            user.fromItems().forEach(item -> rows.add(RowFactory.create(item, ANY, 1L)));
            user.toItems().forEach(item -> rows.add(RowFactory.create(ANY, item, 1L)));
            user.pairs().forEach(pair -> rows.add(RowFactory.create((int) (pair >> 32), pair.intValue(), 1L)));
            if (user.capped() > 0) {
                rows.add(RowFactory.create(CAPPED, CAPPED, user.capped()));
            }
            return rows;
        }

        private void advance() {
            next = steps.hasNext() ? steps.next() : null;
        }
    }
}
