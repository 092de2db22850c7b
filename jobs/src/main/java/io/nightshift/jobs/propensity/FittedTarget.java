package io.nightshift.jobs.propensity;

import io.nightshift.jobs.propensity.Moments.Examples;
import io.nightshift.jobs.propensity.TargetTraining.Wish;
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

    static FittedTarget fitted(Wish wish, Examples examples, TargetModel model) {
        return new FittedTarget(wish.target(), wish.windows(), FITTED, examples, Optional.of(model));
    }

    static FittedTarget skipped(Wish wish, String reason, Examples examples) {
        return new FittedTarget(wish.target(), wish.windows(), reason, examples, Optional.empty());
    }

    /** The share of positives in training; 0 without rows. */
    double baseRate() {
        return examples.rows() == 0 ? 0 : (double) examples.positives() / examples.rows();
    }
}
