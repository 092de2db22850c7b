package io.nightshift.jobs.evaluate;

import io.nightshift.jobs.evaluate.Figure.Interval;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row of {@code model_comparisons}, for people to look at.
 *
 * @param model the model
 * @param other what it is compared with
 * @param protocol the protocol
 * @param metric the metric
 * @param k list length
 * @param cut the last day that both were trained on
 * @param difference the model's mean less the other's
 * @param spread standard error and 95 % interval; empty for a single user
 * @param users how many users were compared
 */
public record Comparison(
        String model,
        String other,
        String protocol,
        String metric,
        int k,
        LocalDate cut,
        double difference,
        Optional<Spread> spread,
        long users) {

    /**
     * How sure a difference is.
     *
     * @param standardError of the mean difference
     * @param interval its 95 % interval
     */
    public record Spread(double standardError, Interval interval) {}

    /** All comparisons of a night: a few thousand, from pairs of models, protocols, metrics and lengths. */
    public static List<Comparison> all(Dataset<Row> modelComparisons) {
        return modelComparisons.collectAsList().stream().map(Comparison::of).toList();
    }

    private static Comparison of(Row row) {
        Double standardError = row.getAs(ModelComparisonsTable.STANDARD_ERROR);
        return new Comparison(
                row.getAs(ModelComparisonsTable.MODEL),
                row.getAs(ModelComparisonsTable.OTHER),
                row.getAs(ModelComparisonsTable.PROTOCOL),
                row.getAs(ModelComparisonsTable.METRIC),
                row.<Integer>getAs(ModelComparisonsTable.K),
                row.<Date>getAs(ModelComparisonsTable.CUT_DATE).toLocalDate(),
                row.<Double>getAs(ModelComparisonsTable.DIFFERENCE),
                standardError == null
                        ? Optional.empty()
                        : Optional.of(new Spread(
                                standardError,
                                new Interval(
                                        row.<Double>getAs(ModelComparisonsTable.LOW),
                                        row.<Double>getAs(ModelComparisonsTable.HIGH)))),
                row.<Long>getAs(ModelComparisonsTable.N));
    }
}
