package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.propensity.Calibration.Outcomes;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void findsTheLineThatMadeTheOutcomes() {
        // At log odds x, a million users with the probability of 0.5 x - 1.
        double[] logOdds = {-3, -2, -1, 0, 1, 2, 3};
        long[] positives = new long[7];
        long[] negatives = new long[7];
        for (int i = 0; i < 7; i++) {
            positives[i] = Math.round(1e6 / (1 + Math.exp(1 - 0.5 * logOdds[i])));
            negatives[i] = 1_000_000 - positives[i];
        }

        Calibration line = Calibration.fit(new Outcomes(logOdds, positives, negatives));

        assertThat(line.slope()).isCloseTo(0.5, within(1e-5));
        assertThat(line.intercept()).isCloseTo(-1, within(1e-5));
    }

    @Test
    void staysFiniteWhenTheOutcomesAreSeparated() {
        Calibration line = Calibration.fit(new Outcomes(new double[] {-2, 2}, new long[] {0, 9}, new long[] {4, 0}));

        // Platt's targets: (9 + 1) / (9 + 2) for the positives, 1 / (4 + 2) for the negatives.
        assertThat(line.probability(2)).isCloseTo(10.0 / 11, within(1e-9));
        assertThat(line.probability(-2)).isCloseTo(1.0 / 6, within(1e-9));
    }

    @Test
    void changesNothingWithoutBothOutcomes() {
        assertThat(Calibration.fit(new Outcomes(new double[] {1}, new long[] {5}, new long[] {0})))
                .isEqualTo(Calibration.NONE);
        assertThat(Calibration.fit(new Outcomes(new double[0], new long[0], new long[0])))
                .isEqualTo(Calibration.NONE);
    }

    @Test
    void movesOnlyTheInterceptWhenAllLogOddsAreOne() {
        Calibration line = Calibration.fit(new Outcomes(new double[] {0}, new long[] {30}, new long[] {10}));

        double target = (30 * 31.0 / 32 + 10 * 1.0 / 12) / 40;
        assertThat(line.probability(0)).isCloseTo(target, within(1e-6));
    }

    @Test
    void goesPartOfTheWay() {
        assertThat(new Calibration(2, -1).weighted(0.5)).isEqualTo(new Calibration(1.5, -0.5));
        assertThat(new Calibration(2, -1).weighted(0)).isEqualTo(Calibration.NONE);
    }

    @Property(tries = 100)
    void isNotBeatenByAnyLineNearby(@ForAll long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(30);
        double[] logOdds = random.doubles(n, -6, 6).toArray();
        long[] positives = random.longs(n, 0, 5).toArray();
        long[] negatives = random.longs(n, 0, 5).toArray();
        positives[0]++;
        negatives[0]++;
        Outcomes outcomes = new Outcomes(logOdds, positives, negatives);
        Calibration line = Calibration.fit(outcomes);
        double loss = slowLoss(line, outcomes);
        for (double[] move : new double[][] {{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}}) {
            Calibration other = new Calibration(line.slope() + move[0], line.intercept() + move[1]);
            assertThat(slowLoss(other, outcomes)).isGreaterThanOrEqualTo(loss - 1e-9);
        }
    }

    /** The log loss against Platt's targets, one user after the other. */
    private static double slowLoss(Calibration line, Outcomes outcomes) {
        double up = (outcomes.allPositives() + 1.0) / (outcomes.allPositives() + 2.0);
        double down = 1 / (outcomes.allNegatives() + 2.0);
        double loss = 0;
        for (int i = 0; i < outcomes.logOdds().length; i++) {
            double p = line.probability(outcomes.logOdds()[i]);
            loss -= outcomes.positives()[i] * (up * Math.log(p) + (1 - up) * Math.log(1 - p));
            loss -= outcomes.negatives()[i] * (down * Math.log(p) + (1 - down) * Math.log(1 - p));
        }
        return loss;
    }
}
