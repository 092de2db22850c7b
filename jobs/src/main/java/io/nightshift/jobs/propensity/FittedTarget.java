package io.nightshift.jobs.propensity;

import io.nightshift.jobs.propensity.TargetTraining.Examples;
import java.util.Optional;

/**
 * What became of one target: a model, or the reason why there is none.
 *
 * @param target the target's place in the settings
 * @param windows the dates it is made of
 * @param outcome {@link #FITTED}, or why it was skipped
 * @param examples training rows by outcome
 * @param model present when fitted
 */
record FittedTarget(int target, TargetWindows windows, String outcome, Examples examples, Optional<TargetModel> model) {
    static final String FITTED = "fitted";

    static FittedTarget fitted(int target, TargetWindows windows, Examples examples, TargetModel model) {
        return new FittedTarget(target, windows, FITTED, examples, Optional.of(model));
    }

    static FittedTarget skipped(int target, TargetWindows windows, String reason, Examples examples) {
        return new FittedTarget(target, windows, reason, examples, Optional.empty());
    }

    /** The share of positives in training; 0 without rows. */
    double baseRate() {
        return examples.rows() == 0 ? 0 : (double) examples.positives() / examples.rows();
    }
}
