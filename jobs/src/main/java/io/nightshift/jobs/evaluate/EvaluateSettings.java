package io.nightshift.jobs.evaluate;

import io.nightshift.config.SettingsNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Section {@code evaluate}: the backtest. What counts as bought is {@code interactions.conversions}.
 *
 * @param schedule with which runs the backtest goes
 * @param weekday the day of the run dates that a weekly backtest goes with
 * @param holdoutDays h: models are trained on what was known at D - h and tested on (D - h, D]
 * @param folds how many cuts are measured: D - h, D - 2h, ..., each on the h days after it
 * @param lengths the list lengths k that are measured, ascending, each once, at most {@value RankingMetrics#MAX_LENGTH}
 * @param popularDays the windows of the popularity baselines in days, each once; the first is what models stand beside
 * @param categoryLevel whether lists of categories are measured too, made by the same models with categories for items
 * @param slices which parts of the users have figures of their own
 * @param gate which figures may keep a release back
 */
public record EvaluateSettings(
        Schedule schedule,
        DayOfWeek weekday,
        int holdoutDays,
        int folds,
        List<Integer> lengths,
        List<Integer> popularDays,
        boolean categoryLevel,
        SliceSettings slices,
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
                node.integer("folds", 1, 100),
                atLeastOne(node, "lengths", RankingMetrics.MAX_LENGTH),
                atLeastOne(node, "popular-days", 36_500),
                node.flag("category-level"),
                node.section("slices", SliceSettings::read),
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

    /** The cuts of a run, newest first. */
    List<Fold> folds(LocalDate runDate) {
        return IntStream.range(0, folds)
                .mapToObj(i ->
                        new Fold(runDate.minusDays((i + 1L) * holdoutDays), runDate.minusDays((long) i * holdoutDays)))
                .toList();
    }

    /** The longest list measured. */
    int longest() {
        return lengths.get(lengths.size() - 1);
    }
}
