package io.nightshift.jobs.recommend.ranking;

import java.util.Locale;

/** How a user stands to an item when lists are made; each kind has a model of its own. */
public enum Kind {
    /** The user has a pair with it. */
    KNOWN,
    /** The user has none. */
    UNKNOWN;

    /** The name in tables: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name in tables. */
    static Kind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
