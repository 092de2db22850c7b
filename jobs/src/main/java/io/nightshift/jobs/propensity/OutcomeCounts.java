package io.nightshift.jobs.propensity;

import io.nightshift.logistic.LogOdds;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** Outcomes counted by predicted log odds in steps of a hundredth from -30 to 30: whole numbers, whatever the order of the rows. */
final class OutcomeCounts implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int STEPS_PER_UNIT = 100;
    private static final int LIMIT = 30;

    private final long[] positives = new long[2 * LIMIT * STEPS_PER_UNIT + 1];
    private final long[] negatives = new long[positives.length];

    /**
     * What to count.
     *
     * @param target the target's place in the settings
     * @param day the as-of date of the rows, days since 1970-01-01
     * @param withoutFolds for each fold the model that did not see it; none to count nothing
     */
    record Task(int target, int day, List<LogOdds> withoutFolds) implements Serializable {}

    /** Counts the rows of a block. */
    void add(DesignBlock block, Task task) {
        if (task.withoutFolds().isEmpty()) {
            return;
        }
        double[] columns = new double[task.withoutFolds().get(0).coefficients().length];
        for (int row = 0; row < block.rows(); row++) {
            if (block.days()[row] == task.day()) {
                block.copyRow(row, task.target(), columns);
                double logOdds = task.withoutFolds().get(block.folds()[row]).of(columns);
                int step = (int) Math.round(Math.max(-LIMIT, Math.min(LIMIT, logOdds)) * STEPS_PER_UNIT);
                (block.labels()[task.target()][row] == 1 ? positives : negatives)[step + LIMIT * STEPS_PER_UNIT]++;
            }
        }
    }

    /** Adds another part. */
    void merge(OutcomeCounts other) {
        for (int i = 0; i < positives.length; i++) {
            positives[i] += other.positives[i];
            negatives[i] += other.negatives[i];
        }
    }

    /** The steps with an outcome. */
    Calibration.Outcomes outcomes() {
        int[] steps = IntStream.range(0, positives.length)
                .filter(i -> positives[i] + negatives[i] > 0)
                .toArray();
        return new Calibration.Outcomes(
                IntStream.of(steps)
                        .mapToDouble(i -> (i - LIMIT * STEPS_PER_UNIT) / (double) STEPS_PER_UNIT)
                        .toArray(),
                IntStream.of(steps).mapToLong(i -> positives[i]).toArray(),
                IntStream.of(steps).mapToLong(i -> negatives[i]).toArray());
    }
}
