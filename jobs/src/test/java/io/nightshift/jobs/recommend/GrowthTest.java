package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void isTheLowerEndOfTheIntervalOfTheRatio() {
        // 10 users of 20 lately: Wilson's interval of 1/2 is (1/2 + z2/40 -+ z sqrt(1/80 + z2/1600)) / (1 + z2/20) =
        // .2993 to .7007.
        assertThat(Growth.low(10, 10, 4)).isCloseTo(0.2993 / 0.7007 * 4, within(1e-3));
        // All lately: the lower end is n / (n + z2).
        assertThat(Growth.low(8, 0, 4)).isCloseTo(8 / (1.96 * 1.96) * 4, within(1e-9));
        assertThat(Growth.low(0, 8, 4)).isCloseTo(0, within(1e-12));
        assertThat(Growth.low(0, 0, 4)).isZero();
    }

    @Test
    void trustsTheSameGrowthMoreTheMoreUsersThereAre() {
        assertThat(Growth.low(100, 100, 4)).isGreaterThan(Growth.low(10, 10, 4));
        assertThat(Growth.low(5, 4, 4)).isLessThan(5 / 4.0 * 4);
    }
}
