package io.nightshift.jobs.ingest;

import java.util.Locale;

/** What a user did with an item. */
public enum EventType {
    VIEW,
    CLICK,
    CART,
    PURCHASE,
    RETURN,
    RATING;

    /** The name in inputs, settings and tables: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
