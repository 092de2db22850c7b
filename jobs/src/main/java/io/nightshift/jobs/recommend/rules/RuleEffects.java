package io.nightshift.jobs.recommend.rules;

/** How many rows each rule removed, moved and pinned, counted while lists are made. */
final class RuleEffects {
    /** What can be counted. */
    enum Effect {
        /** A candidate that the rule kept out of the list. */
        REMOVED,
        /** A row whose value or place the rule changed. */
        MOVED,
        /** A place that the rule filled. */
        PINNED
    }

    private final long[][] counts;

    /** For so many rules. */
    RuleEffects(int rules) {
        this.counts = new long[rules][Effect.values().length];
    }

    void count(int rule, Effect effect) {
        counts[rule][effect.ordinal()]++;
    }

    long of(int rule, Effect effect) {
        return counts[rule][effect.ordinal()];
    }
}
