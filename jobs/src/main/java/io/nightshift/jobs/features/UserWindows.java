package io.nightshift.jobs.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The features of users that are sums of days, as of any dates in one pass. */
public final class UserWindows {
    /** The date of which a row's features are known. */
    public static final String AS_OF = "as_of";

    /** What a purchase of a later day than the as-of date never changes. */
    static final StructType SCHEMA = schema();

    private UserWindows() {}

    /**
     * Features of {@code asOfDates} from rows of {@link UserDaysTable}, whatever days these contain: a row per (as-of date, user)
     * with a purchase or return up to that date; columns {@link #AS_OF} and those of {@link UserFeaturesTable} that are sums of
     * days. One exchange.
     */
    public static Dataset<Row> asOf(Dataset<Row> userDays, List<LocalDate> asOfDates) {
        int[] dates =
                asOfDates.stream().mapToInt(date -> (int) date.toEpochDay()).toArray();
        return userDays.groupBy(UserDaysTable.USER_ID)
                .agg(sort_array(collect_list(struct(
                        unix_date(col(UserDaysTable.DAY)),
                        col(UserDaysTable.ORDERS),
                        col(UserDaysTable.LINES),
                        col(UserDaysTable.UNITS),
                        col(UserDaysTable.SPEND),
                        col(UserDaysTable.GROSS),
                        col(UserDaysTable.DISCOUNT)))))
                .flatMap((FlatMapFunction<Row, Row>) user -> windows(user, dates), Encoders.row(SCHEMA));
    }

    private static StructType schema() {
        StructType schema = new StructType()
                .add(AS_OF, DataTypes.DateType, false)
                .add(UserFeaturesTable.USER_ID, DataTypes.StringType, false);
        for (FeatureWindow window : FeatureWindow.values()) {
            schema = schema.add(window.column(UserFeaturesTable.ORDERS), DataTypes.IntegerType, false)
                    .add(window.column(UserFeaturesTable.UNITS), UserDaysTable.SUM, false)
                    .add(window.column(UserFeaturesTable.SPEND), UserDaysTable.SUM, true)
                    .add(window.column(UserFeaturesTable.ACTIVE_DAYS), DataTypes.IntegerType, false);
        }
        return schema.add(UserFeaturesTable.DAYS_SINCE_LAST, DataTypes.IntegerType, true)
                .add(UserFeaturesTable.DAYS_SINCE_FIRST, DataTypes.IntegerType, true)
                .add(UserFeaturesTable.MEAN_BASKET, UserDaysTable.SUM, true)
                .add(UserFeaturesTable.DISCOUNT_SHARE_90D, DataTypes.DoubleType, true);
    }

    private static Iterator<Row> windows(Row user, int[] dates) {
        List<Row> days = user.getList(1);
        DayTotals totals = new DayTotals();
        for (Row day : days) {
            totals.add(day.getInt(0), day.getInt(1), day.getInt(2) > 0, sums(day));
        }
        List<Row> rows = new ArrayList<>(dates.length);
        for (int date : dates) {
            if (days.get(0).getInt(0) <= date) {
                rows.add(features(user.getString(0), totals, date));
            }
        }
        return rows.iterator();
    }

    private static List<Optional<BigDecimal>> sums(Row day) {
        List<Optional<BigDecimal>> sums = new ArrayList<>();
        for (int i = 0; i < DayTotals.Sum.values().length; i++) {
            sums.add(Optional.ofNullable(day.getDecimal(3 + i)));
        }
        return sums;
    }

    private static Row features(String user, DayTotals totals, int date) {
        List<Object> values = new ArrayList<>(SCHEMA.size());
        values.add(java.sql.Date.valueOf(LocalDate.ofEpochDay(date)));
        values.add(user);
        for (FeatureWindow window : FeatureWindow.values()) {
            int after = date - window.days();
            values.add(totals.count(DayTotals.Count.ORDERS, after, date));
            values.add(totals.sum(DayTotals.Sum.UNITS, after, date).orElse(BigDecimal.ZERO));
            values.add(totals.sum(DayTotals.Sum.SPEND, after, date).orElse(null));
            values.add(totals.count(DayTotals.Count.ACTIVE, after, date));
        }
        values.add(totals.lastActive(date).map(day -> date - day).orElse(null));
        values.add(totals.firstActive(date).map(day -> date - day).orElse(null));
        values.add(meanBasket(totals, date).orElse(null));
        values.add(discountShare(totals, date).orElse(null));
        return RowFactory.create(values.toArray());
    }

    private static Optional<BigDecimal> meanBasket(DayTotals totals, int date) {
        int after = date - FeatureWindow.YEAR.days();
        int orders = totals.count(DayTotals.Count.ORDERS, after, date);
        return orders == 0
                ? Optional.empty()
                : totals.sum(DayTotals.Sum.SPEND, after, date)
                        .map(spend -> spend.divide(BigDecimal.valueOf(orders), 4, RoundingMode.HALF_UP));
    }

    private static Optional<Double> discountShare(DayTotals totals, int date) {
        int after = date - FeatureWindow.QUARTER.days();
        return totals.sum(DayTotals.Sum.GROSS, after, date)
                .filter(gross -> gross.signum() > 0)
                .map(gross -> totals.sum(DayTotals.Sum.DISCOUNT, after, date)
                                .orElse(BigDecimal.ZERO)
                                .doubleValue()
                        / gross.doubleValue());
    }
}
