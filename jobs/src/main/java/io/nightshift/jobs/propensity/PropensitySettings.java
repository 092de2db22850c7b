package io.nightshift.jobs.propensity;

import io.nightshift.config.SettingsEntry;
import io.nightshift.config.SettingsNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Section {@code propensity}: targets, windows, training.
 *
 * @param targets what to predict; may be empty
 * @param measure whether each model is also trained a horizon earlier and its predictions kept for {@code evaluate}
 * @param windows the training windows, each a horizon long, 1 to 26; fewer are used when the history is shorter
 * @param folds the folds of users for the calibrator's out-of-fold predictions, 2 to 10; each costs a fit
 * @param regularization weight of half the squared length of the standardised coefficients against the sum of log losses
 * @param calibrationWeight how much of the newest window's correction is applied, 0 to 1
 * @param minExamples the least rows of either outcome in training, at least 1; a target with fewer is skipped
 * @param maxLevels the most values of a categorical attribute with a coefficient of their own, at least 1
 * @param attributes the users' attributes used as features, name to kind, by name
 */
public record PropensitySettings(
        List<TargetSettings> targets,
        boolean measure,
        int windows,
        int folds,
        double regularization,
        double calibrationWeight,
        int minExamples,
        int maxLevels,
        Map<String, AttributeKind> attributes) {

    /** How an attribute becomes a feature. */
    public enum AttributeKind {
        NUMERIC,
        CATEGORICAL
    }

    /** Reads the section; problems are noted in the node. */
    public static PropensitySettings read(SettingsNode node) {
        PropensitySettings settings = new PropensitySettings(
                node.sections("targets", TargetSettings::read),
                node.flag("measure"),
                node.integer("windows", 1, 26),
                node.integer("folds", 2, 10),
                node.number("regularization", 0, Double.MAX_VALUE),
                node.number("calibration-weight", 0, 1),
                node.integer("min-examples", 1, Integer.MAX_VALUE),
                node.integer("max-levels", 1, 1000),
                node.byName("attributes", PropensitySettings::kind));
        Set<String> names = new HashSet<>();
        settings.targets().stream()
                .map(TargetSettings::name)
                .filter(name -> !names.add(name))
                .forEach(name -> node.problem("targets", name, "a name of its own for each target", "rename one"));
        return settings;
    }

    private static AttributeKind kind(SettingsEntry entry) {
        return entry.node().oneOf(entry.name(), AttributeKind.class);
    }

    /** The attributes of a kind, by name. */
    List<String> attributesOf(AttributeKind kind) {
        return attributes.entrySet().stream()
                .filter(entry -> entry.getValue() == kind)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
