package io.nightshift.jobs.features;

/** The lengths of time over which features are summed. A window of an as-of date A is (A - days, A]. */
public enum FeatureWindow {
    WEEK(7),
    MONTH(28),
    QUARTER(90),
    YEAR(365);

    private final int days;

    FeatureWindow(int days) {
        this.days = days;
    }

    /** Length in days. */
    public int days() {
        return days;
    }

    /** The column of a measure over this window, such as {@code orders_28d}. */
    public String column(String measure) {
        return measure + "_" + days + "d";
    }
}
