package io.nightshift.jobs.recommend.ranking;

import io.nightshift.logistic.LogisticFit;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/** Fits logistic regressions side by side, so that each reading of the examples serves every fit: six to ten readings. */
final class LogisticTraining {
    private LogisticTraining() {}

    private record Fit(Part part, LogisticFit logistic) {
        ExampleAggregation.Point point() {
            return new ExampleAggregation.Point(part, logistic.scaling(), logistic.weights());
        }
    }

    /**
     * The regressions.
     *
     * @param parts what each learns from, with examples of both outcomes
     * @param counted the sums of each part
     * @param regularization weight of half the squared length of the standardised coefficients
     */
    static List<LinearModel> fit(
            JavaRDD<ExampleBlock> blocks, List<Part> parts, List<ExampleSums> counted, double regularization) {
        List<Fit> fits = IntStream.range(0, parts.size())
                .mapToObj(i ->
                        new Fit(parts.get(i), new LogisticFit(counted.get(i).scaling(), regularization)))
                .toList();
        List<Fit> running = fits;
        while (!running.isEmpty()) {
            var sums = ExampleAggregation.sloped(
                    blocks, running.stream().map(Fit::point).toList());
            for (int i = 0; i < running.size(); i++) {
                running.get(i).logistic.advance(sums.get(i));
            }
            running = running.stream().filter(fit -> !fit.logistic.done()).toList();
        }
        return fits.stream()
                .map(fit -> new LinearModel(fit.logistic.logOdds(), fit.logistic.scaling()))
                .toList();
    }
}
