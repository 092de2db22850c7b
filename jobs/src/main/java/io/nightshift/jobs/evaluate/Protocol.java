package io.nightshift.jobs.evaluate;

import java.util.Locale;

/** Which items a backtest list may hold and which of the test window's items it is expected to find. */
enum Protocol {
    /** Every item: repeats count. */
    ALL,
    /** Items that the user had not bought up to the cut. */
    NEW,
    /** Items that the user had bought up to the cut. */
    AGAIN;

    /** The name in settings and tables: lower case. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an item takes part, by whether the user had bought it up to the cut. */
    boolean admits(boolean boughtBefore) {
        return this == ALL || (this == AGAIN) == boughtBefore;
    }
}
