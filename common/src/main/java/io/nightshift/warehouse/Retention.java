package io.nightshift.warehouse;

import io.nightshift.errors.SettingsException;

/**
 * What a prune keeps.
 *
 * @param releases how many of the newest releases, at least 1; the live one is kept in any case
 * @param unfinished what is known of the runs without a release
 */
public record Retention(int releases, Unfinished unfinished) {
    /** What is known of the runs without a release. */
    public enum Unfinished {
        /**
         * Some may still be running or be wanted for inspection: one is given up when as many live releases as are kept, and at
         * least two, were made since it started.
         */
        MAY_BE_RUNNING,
        /** None is running: all are given up. */
        ABANDONED
    }

    public Retention {
        if (releases < 1) {
            throw new SettingsException(
                    "Cannot prune: keep=" + releases + ", expected at least 1 release; the live one always stays");
        }
    }

    /** How many live releases have to be newer than a run without a release before it is given up. */
    int newerReleases() {
        return unfinished == Unfinished.ABANDONED ? 0 : Math.max(2, releases);
    }
}
