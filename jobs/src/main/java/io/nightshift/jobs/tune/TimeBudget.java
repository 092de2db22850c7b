package io.nightshift.jobs.tune;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The minutes of one process in which trials may begin. */
final class TimeBudget {
    private final Optional<Duration> length;
    private final LongSupplier nanoTime;
    private final long start;

    /**
     * Begins now.
     *
     * @param minutes empty: no limit
     * @param nanoTime as {@link System#nanoTime}
     */
    TimeBudget(Optional<Integer> minutes, LongSupplier nanoTime) {
        this.length = minutes.map(Duration::ofMinutes);
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    boolean isUsedUp() {
        return length.isPresent()
                && nanoTime.getAsLong() - start >= length.get().toNanos();
    }
}
