package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.recommend.EventWeight.Magnitude;
import io.nightshift.spark.FixedPoint;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * From events to pairs of user and item, in one scan and one shuffle.
 *
 * <ol>
 *   <li>events up to the date: (user, item, type, event_date, quantity, value)
 *   <li>grouped: (user, item, sums in units of 2<sup>-30</sup>, latest days). Whole numbers add up to the same in any order.
 *   <li>pairs: (user, item, weight, frequencies, days, conversions, hidden_until), as in {@link InteractionsTable}
 * </ol>
 */
public final class Interactions {
    /** Sums up to 8.6e9 in value. */
    private static final FixedPoint SUMS = new FixedPoint(1L << 30);

    /** Where one event's quantity or value is cut off, so that sums stay in range. */
    static final double LARGEST_MAGNITUDE = 1e6;

    private Interactions() {}

    /**
     * The pairs of all events up to and including a day.
     *
     * @param events rows of {@link EventsTable}
     * @param asOf the last day that counts; ages are counted from it
     * @return user_id, item_id and the measures of {@link InteractionsTable}: one row for each pair with an event, in no order. A pair
     *     whose events net to zero or less has weight 0, and frequency likewise.
     */
    public static Dataset<Row> asOf(
            Dataset<Row> events, LocalDate asOf, InteractionSettings settings, SeenPolicy seen) {
        return pairs(events, new Column[] {col(EventsTable.USER_ID), col(EventsTable.ITEM_ID)}, asOf, settings, seen);
    }

    /** The pairs that say something: rows of {@link #asOf} with a weight above zero, as user_id, item_id, weight. */
    public static Dataset<Row> weighted(Dataset<Row> pairs) {
        return pairs.where(col(InteractionsTable.WEIGHT).gt(0))
                .select(EventsTable.USER_ID, EventsTable.ITEM_ID, InteractionsTable.WEIGHT);
    }

    /**
     * The events with dense ids in place of strings.
     *
     * @param events rows of {@link EventsTable}
     * @param users rows of {@link UserIndexTable}; events of other users drop out
     * @param items rows of {@link ItemIndexTable}; events of other items drop out
     * @return the columns of events that pairs, orders and sequences are made of, with user and item for the ids
     */
    public static Dataset<Row> dense(Dataset<Row> events, Dataset<Row> users, Dataset<Row> items) {
        return events.join(users, UserIndexTable.USER_ID)
                .join(items, ItemIndexTable.ITEM_ID)
                .select(
                        UserIndexTable.USER,
                        ItemIndexTable.ITEM,
                        EventsTable.EVENT_DATE,
                        EventsTable.TIME,
                        EventsTable.TYPE,
                        EventsTable.ORDER_ID,
                        EventsTable.QUANTITY,
                        EventsTable.VALUE);
    }

    /**
     * As {@link #asOf}, from {@link #dense} events.
     *
     * @return rows of {@link InteractionsTable}
     */
    public static Dataset<Row> densePairs(
            Dataset<Row> denseEvents, LocalDate asOf, InteractionSettings settings, SeenPolicy seen) {
        return pairs(
                denseEvents, new Column[] {col(UserIndexTable.USER), col(ItemIndexTable.ITEM)}, asOf, settings, seen);
    }

    private static Dataset<Row> pairs(
            Dataset<Row> events, Column[] keys, LocalDate asOf, InteractionSettings settings, SeenPolicy seen) {
        Column last = lit(Date.valueOf(asOf));
        Column age = datediff(last, col(EventsTable.EVENT_DATE));
        Column decay = settings.halfLifeDays()
                .map(days -> pow(lit(0.5), age.divide(lit(days))))
                .orElse(lit(1.0));
        Column weight = contribution(settings.events());
        double halfLife = settings.repeatHalfLifeDays();
        Column repeat = when(isPurchaseOrReturn(), weight).otherwise(lit(0.0));
        return events.where(col(EventsTable.EVENT_DATE).leq(last))
                .groupBy(keys)
                .agg(
                        positive(SUMS.sumOf(weight.multiply(decay))).as(InteractionsTable.WEIGHT),
                        frequency(repeat, age, halfLife).as(InteractionsTable.FREQUENCY),
                        frequency(repeat, age, halfLife / 4).as(InteractionsTable.FREQUENCY_QUARTER),
                        frequency(repeat, age, halfLife / 2).as(InteractionsTable.FREQUENCY_HALF),
                        frequency(repeat, age, halfLife * 2).as(InteractionsTable.FREQUENCY_DOUBLE),
                        max(EventsTable.EVENT_DATE).as(InteractionsTable.LAST_DATE),
                        max(when(isConversion(settings), col(EventsTable.EVENT_DATE)))
                                .as(InteractionsTable.LAST_CONVERSION),
                        min(when(isConversion(settings), col(EventsTable.EVENT_DATE)))
                                .as(InteractionsTable.FIRST_CONVERSION),
                        count(when(isConversion(settings), lit(1)))
                                .cast(DataTypes.IntegerType)
                                .as(InteractionsTable.CONVERSIONS),
                        max(hiddenUntil(seen)).as(InteractionsTable.HIDDEN_UNTIL))
                .withColumn(InteractionsTable.WEIGHT, settings.damping().of(col(InteractionsTable.WEIGHT)));
    }

    private static Column frequency(Column repeat, Column age, double halfLifeDays) {
        return positive(SUMS.sumOf(repeat.multiply(pow(lit(0.5), age.divide(lit(halfLifeDays))))));
    }

    private static Column contribution(Map<EventType, EventWeight> events) {
        Column weight = lit(0.0);
        for (Map.Entry<EventType, EventWeight> entry : events.entrySet()) {
            if (entry.getValue().weight() != 0) {
                weight = when(
                                is(entry.getKey()),
                                lit(entry.getValue().weight())
                                        .multiply(magnitude(entry.getValue().times())))
                        .otherwise(weight);
            }
        }
        return weight;
    }

    private static Column magnitude(Magnitude times) {
        return switch (times) {
            case ONE -> lit(1.0);
            case QUANTITY -> within(col(EventsTable.QUANTITY).cast(DataTypes.DoubleType));
            case VALUE -> within(coalesce(col(EventsTable.VALUE), lit(1.0)));
        };
    }

    private static Column within(Column magnitude) {
        return greatest(lit(-LARGEST_MAGNITUDE), least(lit(LARGEST_MAGNITUDE), magnitude));
    }

    private static Column is(EventType type) {
        return col(EventsTable.TYPE).equalTo(type.id());
    }

    private static Column isPurchaseOrReturn() {
        return is(EventType.PURCHASE).or(is(EventType.RETURN));
    }

    private static Column isConversion(InteractionSettings settings) {
        return col(EventsTable.TYPE)
                .isin(settings.conversions().stream()
                        .map(EventType::id)
                        .sorted()
                        .toArray());
    }

    private static Column hiddenUntil(SeenPolicy seen) {
        Column until = lit(null).cast(DataTypes.DateType);
        for (EventType type : EventType.values()) {
            int days = seen.daysOf(type);
            if (days > 0) {
                until = when(is(type), date_add(col(EventsTable.EVENT_DATE), days))
                        .otherwise(until);
            }
        }
        return until;
    }

    private static Column positive(Column sum) {
        return greatest(sum, lit(0.0));
    }
}
