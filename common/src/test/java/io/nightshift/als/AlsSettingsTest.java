package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.SettingsException;
import org.junit.jupiter.api.Test;

class AlsSettingsTest {
    @Test
    void hasTheseDefaults() {
        assertThat(AlsSettings.defaults())
                .isEqualTo(new AlsSettings(
                        64, 10, 0.1, 1, 1, Weighting.MLLIB, 1, Solver.AUTO, 3, 16, 512L * 1024 * 1024, 0, 0));
    }

    @Test
    void changesEveryValueAndNoOther() {
        AlsSettings changed = AlsSettings.defaults()
                .withRank(1)
                .withIterations(2)
                .withRegularization(3)
                .withRegularizationExponent(0.4)
                .withAlpha(5)
                .withWeighting(Weighting.ALL_PAIRS)
                .withUnobservedWeight(0.6)
                .withSolver(Solver.CG)
                .withCgSteps(7)
                .withBlocks(8)
                .withBroadcastLimitBytes(9)
                .withTolerance(0.1)
                .withSeed(11);
        assertThat(changed)
                .isEqualTo(new AlsSettings(1, 2, 3, 0.4, 5, Weighting.ALL_PAIRS, 0.6, Solver.CG, 7, 8, 9, 0.1, 11));
        assertThat(AlsSettings.defaults().rank()).isEqualTo(64);
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() ->
                        new AlsSettings(0, 10, Double.NaN, 1, 1, Weighting.MLLIB, 0, Solver.AUTO, 3, 16, 512, 0, 0))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "Cannot fit ALS: rank=0, expected a number from 1 to 1024; correct it",
                        "regularization=NaN, expected",
                        "unobserved-weight=0.0, expected");
    }
}
