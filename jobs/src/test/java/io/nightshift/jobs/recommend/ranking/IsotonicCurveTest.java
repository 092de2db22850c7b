package io.nightshift.jobs.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class IsotonicCurveTest {
    private static OutcomesByLogOdds outcomes(double[][] rows) {
        OutcomesByLogOdds outcomes = new OutcomesByLogOdds();
        for (double[] row : rows) {
            outcomes.add(row[0], (int) row[1], row[2]);
        }
        return outcomes;
    }

    @Test
    void poolsNeighboursThatFallAndDrawsLinesBetweenTheRest() {
        // Rates 1/4 at -2, 3/4 at 0 and 1/4 at 1, which pool to 4/8 at 1/2, and 9/10 at 2.
        IsotonicCurve curve = IsotonicCurve.fit(
                outcomes(new double[][] {
                    {-2, 1, 1}, {-2, 0, 3}, {0, 1, 3}, {0, 0, 1}, {1, 1, 1}, {1, 0, 3}, {2, 1, 9}, {2, 0, 1}
                }),
                1);

        assertThat(curve.from()).containsExactly(new double[] {-2, 0.5, 2}, within(1e-9));
        assertThat(curve.to()).containsExactly(new double[] {-Math.log(3), 0, Math.log(9)}, within(1e-9));
        assertThat(curve.of(1.25)).isCloseTo(Math.log(9) / 2, within(1e-9));
    }

    @Test
    void goesOnWithSlopeOneBeyondItsEnds() {
        IsotonicCurve curve = new IsotonicCurve(new double[] {-1, 1}, new double[] {-4, 4});

        assertThat(curve.of(-3)).isEqualTo(-6);
        assertThat(curve.of(2)).isEqualTo(5);
    }

    @Test
    void opensNoGroupWithFewerPositives() {
        IsotonicCurve curve = IsotonicCurve.fit(
                outcomes(new double[][] {{-1, 1, 1}, {-1, 0, 1}, {1, 1, 1}, {1, 0, 1}, {3, 0, 4}}), 2);

        // All eight rows are one group: two positives.
        assertThat(curve.from()).containsExactly(1.5);
        assertThat(curve.to()[0]).isCloseTo(-Math.log(3), within(1e-9));
    }

    @Test
    void changesNothingWithoutOutcomes() {
        assertThat(IsotonicCurve.fit(new OutcomesByLogOdds(), 1).of(0.3)).isEqualTo(0.3);
    }

    @Property
    void neverFalls(
            @ForAll @DoubleRange(min = -5, max = 5) double a,
            @ForAll @DoubleRange(min = -5, max = 5) double b,
            @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        OutcomesByLogOdds outcomes = new OutcomesByLogOdds();
        for (int i = 0; i < 60; i++) {
            outcomes.add(random.nextGaussian(), random.nextInt(2), 1 + random.nextInt(5));
        }
        IsotonicCurve curve = IsotonicCurve.fit(outcomes, 3);

        assertThat(curve.of(Math.min(a, b))).isLessThanOrEqualTo(curve.of(Math.max(a, b)));
    }
}
