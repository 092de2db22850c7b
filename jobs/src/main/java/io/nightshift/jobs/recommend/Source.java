package io.nightshift.jobs.recommend;

import java.util.Locale;

/** Where a row of a list came from. */
public enum Source {
    /** The user's and the item's vector. */
    ALS,
    /** What having the user's items says for it by the linear item-item model. */
    LINEAR,
    /** A neighbour of the user's items: taken by the same users. */
    NEIGHBOURS,
    /** Like the user's items in category, brand, price band and words. */
    CONTENT,
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
