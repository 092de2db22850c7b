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
    /** Often bought in one order with the user's items. */
    BASKET,
    /** Bought by users after they viewed the user's items. */
    VIEWED_THEN_BOUGHT,
    /** Like the user's items in category, brand, price band and words. */
    CONTENT,
    /** Taken lately by the users who take the same items. */
    USER_NEIGHBOURS,
    /** Bought before by this user. */
    REPEAT,
    /** Popular in the user's strongest category. */
    SEGMENT,
    /** Taken by more users lately than the item's past lets expect. */
    TRENDING,
    /** Popular with everybody. */
    POPULAR;

    /** Whether settings say that it puts candidates forward; the others always do. */
    public boolean isOptional() {
        return switch (this) {
            case LINEAR, NEIGHBOURS, BASKET, VIEWED_THEN_BOUGHT, CONTENT, USER_NEIGHBOURS -> true;
            case ALS, REPEAT, SEGMENT, TRENDING, POPULAR -> false;
        };
    }

    /** The name in tables and settings: small letters and -. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
