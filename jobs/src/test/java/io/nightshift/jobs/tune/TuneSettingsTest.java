package io.nightshift.jobs.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.tune.TuneRange.Interval;
import io.nightshift.jobs.tune.TuneRange.Scale;
import io.nightshift.jobs.tune.TuneSettings.Objective;
import io.nightshift.jobs.tune.TuneSettings.Strategy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuneSettingsTest {
    @Test
    void allDefaults() {
        assertThat(read(""))
                .isEqualTo(new TuneSettings(
                        Strategy.RANDOM,
                        Optional.of(20),
                        Optional.empty(),
                        new Objective("ranked", "all", "ndcg", 10),
                        List.of()));
    }

    @Test
    void everyKeyChanged() {
        assertThat(
                        read(
                                """
                strategy = grid
                trials = null
                minutes = 30
                objective { model = als, protocol = new, metric = recall, k = 20 }
                ranges = [
                  { key = recommend.als.rank, values = [32, 64] }
                  { key = recommend.als.alpha, from = 0.5, to = 8, scale = log, steps = 5, whole = true }
                  { key = interactions.half-life-days, from = 30, to = 300 }
                ]
                """))
                .isEqualTo(new TuneSettings(
                        Strategy.GRID,
                        Optional.empty(),
                        Optional.of(30),
                        new Objective("als", "new", "recall", 20),
                        List.of(
                                new TuneRange("recommend.als.rank", List.of("32", "64"), Optional.empty()),
                                new TuneRange(
                                        "recommend.als.alpha",
                                        List.of(),
                                        Optional.of(new Interval(0.5, 8, Scale.LOG, 5, true))),
                                new TuneRange(
                                        "interactions.half-life-days",
                                        List.of(),
                                        Optional.of(new Interval(30, 300, Scale.LINEAR, 3, false))))));
    }

    @Test
    void refusesWhatCannotBeTuned() {
        assertThatThrownBy(
                        () -> read(
                                """
                trials = null
                ranges = [
                  { key = warehouse, values = [a] }
                  { key = recommend.als.rank }
                  { key = recommend.als.alpha, from = 0, to = 1, scale = log }
                ]
                """))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "tune.trials=null, expected a number of trials, or of minutes, with strategy random")
                .hasMessageContaining(
                        "tune.ranges[0].key=warehouse, expected a setting below one of [interactions., recommend.]")
                .hasMessageContaining("tune.ranges[1].key=recommend.als.rank, expected either values or from and to")
                .hasMessageContaining("tune.ranges[2].from=0.0, expected above 0 with scale log");
    }

    private static TuneSettings read(String overlay) {
        Config resolved = ConfigFactory.parseString("tune { " + overlay + " }")
                .atPath("nightshift")
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .resolve();
        return Settings.read(resolved.getConfig("nightshift"), "tune", TuneSettings::read);
    }
}
