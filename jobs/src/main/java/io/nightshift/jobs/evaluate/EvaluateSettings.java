package io.nightshift.jobs.evaluate;

import io.nightshift.config.SettingsNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/**
 * Section {@code evaluate}: the backtest. What counts as bought is {@code interactions.conversions}.
 *
 * @param schedule with which runs the backtest goes
 * @param weekday the day of the run dates that a weekly backtest goes with
 * @param holdoutDays h: models are trained on what was known at D - h and tested on (D - h, D]
 * @param lengths the list lengths k that are measured, ascending, each once, at most {@value RankingMetrics#MAX_LENGTH}
 * @param popularDays the windows of the popularity baselines in days, each once; the first is what models stand beside
 * @param gate which figures may keep a release back
 */
public record EvaluateSettings(
        Schedule schedule,
        DayOfWeek weekday,
        int holdoutDays,
        List<Integer> lengths,
        List<Integer> popularDays,
        GateSettings gate) {

    public EvaluateSettings {
        lengths = List.copyOf(new TreeSet<>(lengths));
        popularDays = popularDays.stream().distinct().toList();
    }

    /** Reads the section; problems are noted in the node. */
    public static EvaluateSettings read(SettingsNode node) {
        return new EvaluateSettings(
                node.oneOf("schedule", Schedule.class),
                node.oneOf("weekday", DayOfWeek.class),
                node.integer("holdout-days", 1, 3650),
                atLeastOne(node, "lengths", RankingMetrics.MAX_LENGTH),
                atLeastOne(node, "popular-days", 36_500),
                node.section("gate", GateSettings::read));
    }

    private static List<Integer> atLeastOne(SettingsNode node, String key, int most) {
        List<Integer> values = node.integers(key, 1, most);
        if (values.isEmpty()) {
            node.problem(key, "[]", "at least one whole number from 1 to " + most, "add one");
        }
        return values;
    }

    /** Whether the backtest goes with a run of this date. */
    public boolean goesWith(LocalDate runDate) {
        return switch (schedule) {
            case NIGHTLY -> true;
            case WEEKLY -> runDate.getDayOfWeek() == weekday;
            case OFF -> false;
        };
    }

    /** The last day that the measured models are trained on. */
    public LocalDate cut(LocalDate runDate) {
        return runDate.minusDays(holdoutDays);
    }

    /** The longest list measured. */
    int longest() {
        return lengths.get(lengths.size() - 1);
    }
}
