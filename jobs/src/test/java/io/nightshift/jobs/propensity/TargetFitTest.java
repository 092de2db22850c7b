package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.LogisticSums;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TargetFitTest {
    private static final FitRows ALL = new FitRows(0, new int[] {100}, FitRows.ALL_FOLDS);

    /** Rows of one day in two folds, with one shared column and the others the target's own. */
    private static DesignBlock block(double[][] columns, int... labels) {
        int n = labels.length;
        DesignBlock block = new DesignBlock(
                new int[n], new int[n], new byte[1][n], new double[n], new double[1][n * (columns[0].length - 1)]);
        for (int i = 0; i < n; i++) {
            block.days()[i] = 100;
            block.folds()[i] = i % 2;
            block.labels()[0][i] = (byte) labels[i];
            block.shared()[i] = columns[i][0];
            int own = columns[0].length - 1;
            System.arraycopy(columns[i], 1, block.own()[0], i * own, own);
        }
        return block;
    }

    private static TargetFit fit(DesignBlock block, FitRows rows, int width, double penalty) {
        Moments moments = new Moments(2, width);
        moments.add(block, rows);
        TargetFit fit = new TargetFit(rows, moments.scaling(), penalty);
        while (!fit.done()) {
            LogisticSums sums = fit.task().sums();
            fit.task().add(block, sums);
            fit.advance(sums);
        }
        return fit;
    }

    @Test
    void findsTheLogOddsOfTwoGroups() {
        // Of the four rows with 0 one is positive, of the four with 1 three: log odds -ln 3 and ln 3.
        DesignBlock block = block(new double[][] {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}}, 1, 0, 0, 0, 1, 1, 1, 0);

        LogOdds model = fit(block, ALL, 1, 0).logOdds();

        assertThat(model.intercept()).isCloseTo(-Math.log(3), within(1e-6));
        assertThat(model.coefficients()[0]).isCloseTo(2 * Math.log(3), within(1e-6));
    }

    @Test
    void learnsFromTheRowsOfItsDaysAndFoldsOnly() {
        DesignBlock block = block(new double[][] {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}}, 1, 0, 0, 0, 1, 1, 1, 0);

        // Without the second fold: of the rows 0, 2 with 0 one is positive, of 4, 6 with 1 both.
        LogOdds model = fit(block, new FitRows(0, new int[] {100}, 1), 1, 1).logOdds();
        LogOdds other = fit(block(new double[][] {{0}, {0}, {1}, {1}}, 1, 0, 1, 1), ALL, 1, 1)
                .logOdds();

        assertThat(model.coefficients()[0]).isCloseTo(other.coefficients()[0], within(1e-9));
        assertThat(new FitRows(0, new int[] {99}, FitRows.ALL_FOLDS).contain(block, 0))
                .isFalse();
    }

    @Test
    void givesAColumnOfOneValueNoWeight() {
        LogOdds model = fit(block(new double[][] {{5, 0}, {5, 1}, {5, 1}}, 0, 1, 0), ALL, 2, 1)
                .logOdds();

        assertThat(model.coefficients()[0]).isZero();
    }

    @Test
    void endsOnSeparableRows() {
        LogOdds model = fit(block(new double[][] {{0}, {1}}, 0, 1), ALL, 1, 0).logOdds();

        assertThat(model.of(new double[] {1})).isFinite().isGreaterThan(5);
    }

    @Property(tries = 50)
    void reachesAPointWithoutSlope(@ForAll long seed) {
        Random random = new Random(seed);
        int n = 20 + random.nextInt(60);
        double[][] columns = new double[n][4];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            columns[i] = new double[] {random.nextGaussian(), random.nextInt(2), Math.exp(random.nextGaussian()), 0};
            columns[i][3] = columns[i][0]; // a column twice
            labels[i] = i < 2 ? i : random.nextInt(2);
        }
        DesignBlock block = block(columns, labels);
        Moments moments = new Moments(2, 4);
        moments.add(block, ALL);
        double penalty = 0.5 + random.nextDouble();

        LogOdds model = fit(block, ALL, 4, penalty).logOdds();

        double[] deviations = moments.scaling().deviations();
        double[] slope = new double[5];
        for (int i = 0; i < n; i++) {
            double error = 1 / (1 + Math.exp(-model.of(columns[i]))) - labels[i];
            slope[4] += error;
            for (int j = 0; j < 4; j++) {
                slope[j] += deviations[j] == 0
                        ? 0
                        : error * (columns[i][j] - moments.scaling().means()[j]) / deviations[j];
            }
        }
        for (int j = 0; j < 4; j++) {
            assertThat(slope[j] + penalty * model.coefficients()[j] * deviations[j])
                    .isCloseTo(0, within(1e-4));
        }
        assertThat(slope[4]).isCloseTo(0, within(1e-4));
    }
}
