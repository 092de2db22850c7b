package io.nightshift.jobs.evaluate;

/** How often the backtest runs. */
public enum Schedule {
    /** With every run. */
    NIGHTLY,
    /** With the runs whose date is the weekday of the settings. */
    WEEKLY,
    /** Never: no metrics, and the gate has nothing to judge. */
    OFF
}
