package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.features.FeatureWindow;
import io.nightshift.jobs.features.UserFeaturesTable;
import io.nightshift.jobs.features.UserWindows;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.propensity.Encoding.FeatureRow;
import io.nightshift.jobs.propensity.Encoding.Numeric;
import io.nightshift.jobs.propensity.PropensitySettings.AttributeKind;
import io.nightshift.jobs.propensity.TargetSettings.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Users as of dates, with the features and labels of every target: one pass for all of them.
 *
 * <ol>
 *   <li>(as-of date, user): {@link UserWindows}, of users with a purchase up to the date
 *   <li>the user's attributes
 *   <li>the user's days of buying what targets are about, whatever the date
 *   <li>(as-of date, user): features of each target from the days up to the date, labels from those of the horizon after it
 * </ol>
 */
final class Observations {
    /** Days since 1970-01-01. */
    static final String AS_OF = "as_of";

    static final String USER_ID = "user_id";

    /** The numbers of {@link #numbers}, NaN when unknown. */
    static final String NUMBERS = "numbers";

    /** The categorical attributes by name, empty text when unknown. */
    static final String CATEGORIES = "categories";

    /** For each target {@link TargetHistory#FEATURES}; none for a target about any item. */
    static final String TARGET_NUMBERS = "target_numbers";

    /** For each target 1 when it happened, 0 when not, -1 when the horizon is not over by the run date. */
    static final String LABELS = "labels";

    static final StructType SCHEMA = new StructType()
            .add(AS_OF, DataTypes.IntegerType, false)
            .add(USER_ID, DataTypes.StringType, false)
            .add(NUMBERS, DataTypes.createArrayType(DataTypes.DoubleType, false), false)
            .add(CATEGORIES, DataTypes.createArrayType(DataTypes.StringType, false), false)
            .add(
                    TARGET_NUMBERS,
                    DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType, false), false),
                    false)
            .add(LABELS, DataTypes.createArrayType(DataTypes.IntegerType, false), false);

    static final int AS_OF_AT = 0;
    static final int USER_ID_AT = 1;
    static final int NUMBERS_AT = 2;
    static final int CATEGORIES_AT = 3;
    static final int TARGET_NUMBERS_AT = 4;
    static final int LABELS_AT = 5;

    /** Where the user's fold stands once training has added it. */
    static final int FOLD_AT = 6;

    private static final String HISTORY = "history";
    private static final String ORDER_INTERVAL = "order_interval";
    private static final String ORDER_DUE = "order_due";
    private static final String RECENT_SHARE = "recent_share";

    private static final List<Numeric> WINDOW_FEATURES = windowFeatures();
    private static final int ORDERS_28D = number(FeatureWindow.MONTH.column(UserFeaturesTable.ORDERS));
    private static final int ORDERS_365D = number(FeatureWindow.YEAR.column(UserFeaturesTable.ORDERS));
    private static final int DAYS_SINCE_FIRST = number(UserFeaturesTable.DAYS_SINCE_FIRST);

    private Observations() {}

    /**
     * What observations are made from.
     *
     * @param userDays rows of {@link io.nightshift.jobs.features.UserDaysTable}
     * @param purchases rows of {@link TargetPurchases}
     * @param users rows of {@link UsersTable}
     */
    record Inputs(Dataset<Row> userDays, Dataset<Row> purchases, Dataset<Row> users) {}

    /**
     * When to look.
     *
     * @param runDate the last day that labels may look at
     * @param asOf the dates of the features
     */
    record Dates(LocalDate runDate, List<LocalDate> asOf) {}

    /** A row's numbers in order: the user features, then the numeric attributes by name. */
    static List<Numeric> numbers(PropensitySettings settings) {
        return Stream.concat(
                        WINDOW_FEATURES.stream(),
                        settings.attributesOf(AttributeKind.NUMERIC).stream().map(name -> new Numeric(name, true)))
                .toList();
    }

    /** The index of a user feature among {@link #numbers}. */
    static int number(String feature) {
        return WINDOW_FEATURES.stream().map(Numeric::name).toList().indexOf(feature);
    }

    /** Rows of {@link #SCHEMA}. */
    static Dataset<Row> of(Inputs inputs, Dates dates, PropensitySettings settings) {
        List<TargetSettings.Shape> targets =
                settings.targets().stream().map(TargetSettings::shape).toList();
        int runDate = (int) dates.runDate().toEpochDay();
        Dataset<Row> histories = inputs.purchases()
                .groupBy(TargetPurchases.USER_ID)
                .agg(collect_list(struct(
                                col(TargetPurchases.TARGET_INDEX),
                                unix_date(col(TargetPurchases.DAY)),
                                col(TargetPurchases.ORDERS).cast(DataTypes.IntegerType)))
                        .as(HISTORY));
        return UserWindows.asOf(inputs.userDays(), dates.asOf())
                .where(col(UserFeaturesTable.DAYS_SINCE_LAST).isNotNull())
                .join(inputs.users(), USER_ID)
                .join(histories, new String[] {USER_ID}, "left")
                .select(
                        unix_date(col(UserWindows.AS_OF)).as(AS_OF),
                        col(USER_ID),
                        numberColumns(settings).as(NUMBERS),
                        categoryColumns(settings).as(CATEGORIES),
                        col(HISTORY))
                .map((MapFunction<Row, Row>) user -> observation(user, targets, runDate), Encoders.row(SCHEMA));
    }

    /** The features of a row for one target. */
    static FeatureRow features(Row row, int target) {
        return new FeatureRow(
                doubles(row.getList(NUMBERS_AT)),
                row.getList(CATEGORIES_AT),
                doubles(CollectionConverters.asJava(
                        row.<Seq<Double>>getList(TARGET_NUMBERS_AT).get(target))));
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Numeric> windowFeatures() {
        List<Numeric> features = new ArrayList<>();
        for (FeatureWindow window : FeatureWindow.values()) {
            features.add(new Numeric(window.column(UserFeaturesTable.ORDERS), false));
            features.add(new Numeric(window.column(UserFeaturesTable.UNITS), false));
            features.add(new Numeric(window.column(UserFeaturesTable.SPEND), true));
            features.add(new Numeric(window.column(UserFeaturesTable.ACTIVE_DAYS), false));
        }
        features.add(new Numeric(UserFeaturesTable.DAYS_SINCE_LAST, false));
        features.add(new Numeric(UserFeaturesTable.DAYS_SINCE_FIRST, false));
        features.add(new Numeric(UserFeaturesTable.MEAN_BASKET, true));
        features.add(new Numeric(UserFeaturesTable.DISCOUNT_SHARE_90D, true));
        features.add(new Numeric(ORDER_INTERVAL, true));
        features.add(new Numeric(ORDER_DUE, true));
        features.add(new Numeric(RECENT_SHARE, true));
        return List.copyOf(features);
    }

    private static Column numberColumns(PropensitySettings settings) {
        Column ordersOfYear = col(FeatureWindow.YEAR.column(UserFeaturesTable.ORDERS));
        Column span = least(col(UserFeaturesTable.DAYS_SINCE_FIRST), lit(FeatureWindow.YEAR.days()));
        Column interval = when(ordersOfYear.gt(0), span.divide(ordersOfYear));
        Column ordersOfQuarter = col(FeatureWindow.QUARTER.column(UserFeaturesTable.ORDERS));
        List<Column> columns = new ArrayList<>();
        for (Numeric feature : WINDOW_FEATURES) {
            columns.add(orMissing(
                    switch (feature.name()) {
                        case ORDER_INTERVAL -> interval;
                        case ORDER_DUE -> col(UserFeaturesTable.DAYS_SINCE_LAST).divide(greatest(interval, lit(1)));
                        case RECENT_SHARE ->
                            when(
                                    ordersOfQuarter.gt(0),
                                    col(FeatureWindow.MONTH.column(UserFeaturesTable.ORDERS))
                                            .divide(ordersOfQuarter));
                        default -> col(feature.name());
                    }));
        }
        for (String name : settings.attributesOf(AttributeKind.NUMERIC)) {
            columns.add(orMissing(col(UsersTable.ATTRIBUTES).getItem(name)));
        }
        return array(columns.toArray(Column[]::new));
    }

    private static Column orMissing(Column number) {
        return coalesce(number.cast(DataTypes.DoubleType), lit(Double.NaN));
    }

    private static Column categoryColumns(PropensitySettings settings) {
        return array(settings.attributesOf(AttributeKind.CATEGORICAL).stream()
                        .map(name -> coalesce(col(UsersTable.ATTRIBUTES).getItem(name), lit("")))
                        .toArray(Column[]::new))
                .cast((DataType) DataTypes.createArrayType(DataTypes.StringType));
    }

    private static Row observation(Row user, List<TargetSettings.Shape> targets, int runDate) {
        int asOf = user.getInt(0);
        List<Double> numbers = user.getList(2);
        List<Row> history = user.isNullAt(4) ? List.of() : user.getList(4);
        TargetHistory.UserOrders orders = new TargetHistory.UserOrders(
                numbers.get(ORDERS_28D), numbers.get(ORDERS_365D), Math.min(numbers.get(DAYS_SINCE_FIRST), 365));
        List<double[]> targetNumbers = new ArrayList<>();
        int[] labels = new int[targets.size()];
        for (int i = 0; i < labels.length; i++) {
            TargetSettings.Shape target = targets.get(i);
            TargetHistory ofTarget = history(history, i);
            int end = asOf + target.horizonDays();
            boolean bought = ofTarget.bought(asOf, end);
            labels[i] = end > runDate ? -1 : bought == (target.outcome() == Outcome.PURCHASE) ? 1 : 0;
            targetNumbers.add(target.filtered() ? ofTarget.features(asOf, orders) : new double[0]);
        }
        return RowFactory.create(
                asOf, user.getString(1), user.get(2), user.get(3), targetNumbers.toArray(double[][]::new), labels);
    }

    private static TargetHistory history(List<Row> days, int target) {
        List<Row> ofTarget =
                days.stream().filter(day -> day.getInt(0) == target).toList();
        return new TargetHistory(
                ofTarget.stream().mapToInt(day -> day.getInt(1)).toArray(),
                ofTarget.stream().mapToInt(day -> day.getInt(2)).toArray());
    }
}
