package io.nightshift.jobs.propensity;

import io.nightshift.jobs.propensity.Encoding.EncodedColumn;
import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.Scaling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A fitted logistic regression with its calibration.
 *
 * @param encoding how features become columns
 * @param linear the log odds before calibration
 * @param scaling mean and deviation of the columns over the training rows
 * @param calibration the line through the log odds
 */
record TargetModel(Encoding encoding, LogOdds linear, Scaling scaling, Calibration calibration)
        implements Serializable {

    /** What a feature adds to a user's log odds, compared with the average training row. */
    record Reason(String feature, String value, double effect) {}

    /** Calibrated probability in (0, 1). */
    double probability(double[] columns) {
        return calibration.probability(linear.of(columns));
    }

    /**
     * The strongest reasons, by absolute effect, then by name. A feature's effect is the sum over its columns of coefficient x
     * (value - mean), which is the standardised coefficient times the standardised deviation; effects of zero are no reasons.
     */
    List<Reason> reasons(Encoding.FeatureRow row, int most) {
        double[] columns = encoding.encode(row);
        List<EncodedColumn> layout = encoding.columns();
        double[] effects = new double[encoding.features()];
        for (int i = 0; i < columns.length; i++) {
            effects[layout.get(i).feature()] += linear.coefficients()[i] * (columns[i] - scaling.means()[i]);
        }
        List<Reason> reasons = new ArrayList<>();
        for (int feature = 0; feature < effects.length; feature++) {
            if (effects[feature] != 0) {
                reasons.add(new Reason(encoding.feature(feature), row.shown(feature), effects[feature]));
            }
        }
        reasons.sort(Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.effect()))
                .thenComparing(Reason::feature));
        return List.copyOf(reasons.subList(0, Math.min(most, reasons.size())));
    }
}
