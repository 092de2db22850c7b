package io.nightshift.jobs.evaluate;

import java.time.LocalDate;

/**
 * One time cut: models know the days up to the cut and are tested on those after it.
 *
 * @param cut the last day that models are trained on
 * @param end the last day of the test window
 */
record Fold(LocalDate cut, LocalDate end) {}
