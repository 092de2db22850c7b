package io.nightshift.jobs.recommend.again;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void liesBetweenTheUsersAndTheItemsOwn() {
        // One own gap of 4 days, the item's 16 days worth one gap: the geometric mean.
        assertThat(Interval.expected(1, 4, 16, 1)).isCloseTo(8, within(1e-12));
        assertThat(Interval.expected(3, 30, 500, 0)).isCloseTo(10, within(1e-12));
        assertThat(Interval.expected(0, 0, 16, 2)).isCloseTo(16, within(1e-12));
    }

    @Test
    void isOverOnTheDueDay() {
        assertThat(Interval.dueRatio(10, 10)).isEqualTo(1);
        assertThat(Interval.dueRatio(5, 10)).isEqualTo(0.5);
    }
}
