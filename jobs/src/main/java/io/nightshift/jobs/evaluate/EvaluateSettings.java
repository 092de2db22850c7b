package io.nightshift.jobs.evaluate;

import io.nightshift.config.SettingsNode;

/** Section {@code evaluate}: the backtest. */
public record EvaluateSettings() {
    /** Reads the section; problems are noted in the node. */
    public static EvaluateSettings read(SettingsNode node) {
        return new EvaluateSettings();
    }
}
