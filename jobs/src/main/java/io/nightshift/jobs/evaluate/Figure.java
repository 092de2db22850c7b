package io.nightshift.jobs.evaluate;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row of {@code model_metrics}, for the few that a gate or a summary looks at.
 *
 * @param model the model
 * @param protocol the protocol
 * @param metric the metric
 * @param k list length, 0 without one
 * @param slice the part of the users
 * @param cut the last day that the model was trained on
 * @param value the figure
 * @param interval its 95 % interval, if it has one
 * @param users how many users are behind it
 * @param baseline the same figure of the model it stands beside, if there is one
 */
public record Figure(
        String model,
        String protocol,
        String metric,
        int k,
        String slice,
        LocalDate cut,
        double value,
        Optional<Interval> interval,
        long users,
        Optional<Baseline> baseline) {

    /**
     * A 95 % interval.
     *
     * @param low the lower end
     * @param high the upper end, at least low
     */
    public record Interval(double low, double high) {}

    /**
     * What a figure stands beside.
     *
     * @param model the baseline's name
     * @param value its figure
     */
    public record Baseline(String model, double value) {}

    /** All figures of a night: a few thousand, from models, protocols, metrics, lengths and parts of the users. */
    public static List<Figure> all(Dataset<Row> modelMetrics) {
        return modelMetrics.collectAsList().stream().map(Figure::of).toList();
    }

    /** Reads a row of {@link ModelMetricsTable}. */
    public static Figure of(Row row) {
        OptionalDouble low = number(row, ModelMetricsTable.LOW);
        OptionalDouble high = number(row, ModelMetricsTable.HIGH);
        OptionalDouble baseline = number(row, ModelMetricsTable.BASELINE_VALUE);
        return new Figure(
                row.getAs(ModelMetricsTable.MODEL),
                row.getAs(ModelMetricsTable.PROTOCOL),
                row.getAs(ModelMetricsTable.METRIC),
                row.<Integer>getAs(ModelMetricsTable.K),
                row.getAs(ModelMetricsTable.SLICE),
                row.<Date>getAs(ModelMetricsTable.CUT_DATE).toLocalDate(),
                row.<Double>getAs(ModelMetricsTable.VALUE),
                low.isPresent() && high.isPresent()
                        ? Optional.of(new Interval(low.getAsDouble(), high.getAsDouble()))
                        : Optional.empty(),
                row.<Long>getAs(ModelMetricsTable.N),
                baseline.isPresent()
                        ? Optional.of(new Baseline(row.getAs(ModelMetricsTable.BASELINE), baseline.getAsDouble()))
                        : Optional.empty());
    }

    private static OptionalDouble number(Row row, String column) {
        int index = row.fieldIndex(column);
        return row.isNullAt(index) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(index));
    }
}
