package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.propensity.Encoding.FeatureRow;
import io.nightshift.jobs.propensity.Encoding.Levels;
import io.nightshift.jobs.propensity.Encoding.Numeric;
import io.nightshift.jobs.propensity.TargetModel.Reason;
import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.Scaling;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetModelTest {
    /** Columns: a value, a missing, b value, b missing, city =Rome, city missing. */
    private static final Encoding ENCODING = new Encoding(
            List.of(new Numeric("a", true), new Numeric("b", true)),
            List.of(new Levels("city", List.of("Rome"))),
            List.of());

    private static TargetModel model(double... coefficients) {
        return new TargetModel(
                ENCODING,
                new LogOdds(coefficients, -1),
                new Scaling(new double[] {1, 0, 0.5, 0.25, 0.5, 0}, new double[6]),
                Calibration.NONE);
    }

    @Test
    void addsTheColumnsOfAFeatureUpToOneReason() {
        // b is missing: its value column is 0 instead of 0.5, its indicator 1 instead of 0.25.
        List<Reason> reasons = model(0, 0, 2, 4, -1, 0)
                .reasons(new FeatureRow(new double[] {0, Double.NaN}, List.of("Rome"), new double[0]), 3);

        assertThat(reasons)
                .containsExactly(
                        new Reason("b", "missing", 2 * (0 - 0.5) + 4 * (1 - 0.25)),
                        new Reason("city", "Rome", -1 * (1 - 0.5)));
    }

    @Test
    void ordersReasonsByStrengthThenByName() {
        FeatureRow row = new FeatureRow(new double[] {0, 0}, List.of("Oslo"), new double[0]);

        assertThat(model(1, 0, 2, 0, -2, 0).reasons(row, 3).stream().map(Reason::feature))
                .containsExactly("a", "b", "city"); // -1, -1, +1
        assertThat(model(1, 0, 2, 0, -2, 0).reasons(row, 2)).hasSize(2);
    }

    @Test
    void turnsLogOddsIntoAProbability() {
        assertThat(model(0, 0, 0, 0, 1, 0)
                        .probability(
                                ENCODING.encode(new FeatureRow(new double[] {0, 0}, List.of("Rome"), new double[0]))))
                .isEqualTo(1.0 / 2);
        assertThat(model(0, 0, 0, 0, 1, 0)
                        .probability(
                                ENCODING.encode(new FeatureRow(new double[] {0, 0}, List.of("Oslo"), new double[0]))))
                .isCloseTo(1 / (1 + Math.E), within(1e-15));
    }
}
