package io.nightshift.jobs.propensity;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The dates that one model of a target is made of.
 *
 * @param purpose tonight's scores or their measuring
 * @param asOf the date whose features are scored
 * @param training the as-of dates of the training windows, newest first; each window's labels end by {@code asOf}
 */
record TargetWindows(Purpose purpose, LocalDate asOf, List<LocalDate> training) implements Serializable {
    /** What a model is trained for. */
    enum Purpose {
        /** Tonight's scores. */
        SCORE("score"),
        /** The same a horizon earlier, so that what happened since is the test. */
        MEASURE("measure");

        private final String id;

        Purpose(String id) {
            this.id = id;
        }

        /** The name in tables. */
        String id() {
            return id;
        }
    }

    /**
     * The windows of a target. A window is used when at least a horizon of history precedes it.
     *
     * @param date the run date
     */
    static TargetWindows of(Purpose purpose, TargetSettings target, LocalDate date, History history) {
        int horizon = target.horizonDays();
        LocalDate asOf = purpose == Purpose.SCORE ? date : date.minusDays(horizon);
        List<LocalDate> training = IntStream.rangeClosed(1, history.most())
                .mapToObj(back -> asOf.minusDays((long) back * horizon))
                .filter(day -> !day.minusDays(horizon - 1L).isBefore(history.firstDay()))
                .toList();
        return new TargetWindows(purpose, asOf, training);
    }

    /**
     * How far back training can go.
     *
     * @param firstDay the first day with a purchase or return
     * @param most training windows
     */
    record History(LocalDate firstDay, int most) {}
}
