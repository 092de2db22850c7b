package io.nightshift.jobs.propensity;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;
import java.util.Optional;

/**
 * One thing to predict about users: whether they buy, or do not buy, within a horizon, anything or from one category or brand.
 *
 * @param name kebab case, unique; the target column of the tables
 * @param horizonDays the days after the run date that the prediction is about, 1 to 365
 * @param outcome what counts as happening
 * @param category only purchases of this category count, when present; as in the items table
 * @param brand only purchases of this brand count, when present; as in the items table
 */
public record TargetSettings(
        String name, int horizonDays, Outcome outcome, Optional<String> category, Optional<String> brand) {

    /** What counts as a target's happening. */
    public enum Outcome {
        PURCHASE,
        /** No purchase within the horizon: lapse. */
        NO_PURCHASE
    }

    static TargetSettings read(SettingsNode node) {
        TargetSettings target = new TargetSettings(
                node.text("name"),
                node.integer("horizon-days", 1, 365),
                node.has("outcome") ? node.oneOf("outcome", Outcome.class) : Outcome.PURCHASE,
                node.optionalText("category"),
                node.optionalText("brand"));
        if (!target.name().matches("[a-z0-9][a-z0-9-]{0,63}")) {
            node.problem("name", target.name(), "lower case letters, digits and -, at most 64", "rename the target");
        }
        if (target.category().isPresent() && target.brand().isPresent()) {
            node.problem("brand", target.brand().get(), "category or brand, not both", "make two targets of it");
        }
        return target;
    }

    /** What tasks need to know of a target. */
    record Shape(String name, int horizonDays, Outcome outcome, boolean filtered) implements Serializable {}

    Shape shape() {
        return new Shape(name, horizonDays, outcome, filtered());
    }

    /** Whether only some items count. */
    boolean filtered() {
        return category.isPresent() || brand.isPresent();
    }
}
