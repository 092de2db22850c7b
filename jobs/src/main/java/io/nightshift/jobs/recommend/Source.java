package io.nightshift.jobs.recommend;

import java.util.Locale;

/** Where a row of a list came from. */
public enum Source {
    /** The user's and the item's vector. */
    ALS,
    /** Bought before by this user. */
    REPEAT,
    /** Popular in the user's strongest category. */
    SEGMENT,
    /** Taken by more users lately than the item's past lets expect. */
    TRENDING,
    /** Popular with everybody. */
    POPULAR;

    /** The name in tables: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
