package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.evaluate.GateSettings.Check;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluateSettingsTest {
    private static final LocalDate SUNDAY = LocalDate.parse("2017-12-24");

    @Test
    void allDefaults() {
        assertThat(read(""))
                .isEqualTo(new EvaluateSettings(
                        Schedule.NIGHTLY,
                        DayOfWeek.SUNDAY,
                        28,
                        1,
                        List.of(5, 10, 20),
                        List.of(28, 90),
                        false,
                        new SliceSettings(List.of(10, 50), List.of(), true, 5),
                        new GateSettings(List.of(
                                new Check("ranked", "all", "ndcg", 10),
                                new Check("propensity:*", "horizon", "auc", 0),
                                new Check("propensity:*", "horizon", "log-loss", 0)))));
    }

    @Test
    void everyKeyChanged() {
        assertThat(
                        read(
                                """
                schedule = weekly
                weekday = monday
                holdout-days = 14
                folds = 3
                lengths = [50, 3, 50]
                popular-days = [7]
                category-level = true
                slices { history-lengths = [7, 3, 7], attributes = [age, age], favourite-category = false, most-values = 9 }
                gate.checks = [ { model = als, protocol = new, metric = recall, k = 20 } ]
                """))
                .isEqualTo(new EvaluateSettings(
                        Schedule.WEEKLY,
                        DayOfWeek.MONDAY,
                        14,
                        3,
                        List.of(3, 50),
                        List.of(7),
                        true,
                        new SliceSettings(List.of(3, 7), List.of("age"), false, 9),
                        new GateSettings(List.of(new Check("als", "new", "recall", 20)))));
    }

    @Test
    void refusesEmptyListsAndMetricsWithoutADirection() {
        assertThatThrownBy(() ->
                        read("lengths = [], gate.checks = [ { model = als, protocol = new, metric = gini, k = 5 } ]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("evaluate.lengths=[], expected at least one whole number from 1 to 63; add one")
                .hasMessageContaining("evaluate.gate.checks[0].metric=gini, expected one of [auc, ");
    }

    @Test
    void goesWithTheRunsOfTheSchedule() {
        assertThat(read("").goesWith(SUNDAY.plusDays(1))).isTrue();
        assertThat(read("schedule = weekly").goesWith(SUNDAY)).isTrue();
        assertThat(read("schedule = weekly").goesWith(SUNDAY.plusDays(1))).isFalse();
        assertThat(read("schedule = off").goesWith(SUNDAY)).isFalse();
    }

    @Test
    void cutsAreAHoldoutApartAndNewestFirst() {
        assertThat(read("folds = 2").folds(LocalDate.parse("2017-12-28")))
                .containsExactly(
                        new Fold(LocalDate.parse("2017-11-30"), LocalDate.parse("2017-12-28")),
                        new Fold(LocalDate.parse("2017-11-02"), LocalDate.parse("2017-11-30")));
    }

    private static EvaluateSettings read(String overlay) {
        String settings = "evaluate { " + overlay + " }";
        Config resolved = ConfigFactory.parseString(settings)
                .atPath("nightshift")
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .resolve();
        return Settings.read(resolved.getConfig("nightshift"), "evaluate", EvaluateSettings::read);
    }
}
