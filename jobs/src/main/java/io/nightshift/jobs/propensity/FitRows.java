package io.nightshift.jobs.propensity;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The rows that one fit learns from: the training windows of a target, perhaps without a fold of users.
 *
 * @param target the target's place in the settings
 * @param days as-of dates of the windows, ascending, days since 1970-01-01
 * @param withoutFold the fold left out, {@link #ALL_FOLDS} for none
 */
record FitRows(int target, int[] days, int withoutFold) implements Serializable {
    static final int ALL_FOLDS = -1;

    /** Whether a row is learnt from. */
    boolean contain(DesignBlock block, int row) {
        return block.folds()[row] != withoutFold && Arrays.binarySearch(days, block.days()[row]) >= 0;
    }
}
