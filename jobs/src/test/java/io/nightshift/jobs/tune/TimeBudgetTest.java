package io.nightshift.jobs.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

    @Test
    void isUsedUpAfterItsMinutesThoughTheClockOverflows() {
        TimeBudget budget = new TimeBudget(Optional.of(2), now::get);

        now.addAndGet(Duration.ofMinutes(2).toNanos() - 1);
        assertThat(budget.isUsedUp()).isFalse();
        now.addAndGet(1);
        assertThat(budget.isUsedUp()).isTrue();
    }

    @Test
    void neverEndsWithoutALimit() {
        TimeBudget budget = new TimeBudget(Optional.empty(), now::get);

        now.addAndGet(Duration.ofDays(1000).toNanos());
        assertThat(budget.isUsedUp()).isFalse();
    }
}
