package io.nightshift.jobs.command;

import io.nightshift.warehouse.ReleaseDraft.Promotion;

/** What {@code --make-live} means. */
final class Promotions {
    private Promotions() {}

    static Promotion of(boolean makeLive) {
        return makeLive ? Promotion.MAKE_LIVE : Promotion.NEWEST_DATE;
    }
}
