package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.propensity.PropensitySettings.AttributeKind;
import io.nightshift.jobs.propensity.TargetSettings.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PropensitySettingsTest {
    private static PropensitySettings read(String section) {
        return Settings.read(
                        ConfigFactory.parseString("nightshift.propensity { " + section + " }")
                                .withFallback(ConfigFactory.parseResources("reference.conf"))
                                .resolve(),
                        "nightshift",
                        NightshiftSettings::read)
                .propensity();
    }

    @Test
    void hasTheseDefaults() {
        assertThat(read("")).isEqualTo(new PropensitySettings(List.of(), true, 4, 3, 10, 0.5, 30, 20, Map.of()));
    }

    @Test
    void readsEveryKey() {
        PropensitySettings settings = read(
                """
                targets = [
                  { name = buys-7d, horizon-days = 7 }
                  { name = buys-tea, horizon-days = 28, category = TEA }
                  { name = leaves-own, horizon-days = 56, brand = Own, outcome = no-purchase }
                ]
                measure = false, windows = 6, folds = 5, regularization = 2.5, calibration-weight = 1, min-examples = 7
                max-levels = 3, attributes { age = numeric, city = categorical }
                """);

        assertThat(settings)
                .isEqualTo(new PropensitySettings(
                        List.of(
                                new TargetSettings("buys-7d", 7, Outcome.PURCHASE, Optional.empty(), Optional.empty()),
                                new TargetSettings(
                                        "buys-tea", 28, Outcome.PURCHASE, Optional.of("TEA"), Optional.empty()),
                                new TargetSettings(
                                        "leaves-own", 56, Outcome.NO_PURCHASE, Optional.empty(), Optional.of("Own"))),
                        false,
                        6,
                        5,
                        2.5,
                        1,
                        7,
                        3,
                        Map.of("age", AttributeKind.NUMERIC, "city", AttributeKind.CATEGORICAL)));
    }

    @Test
    void listsWhatIsWrongWithTargets() {
        assertThatThrownBy(() ->
                        read("targets = [ { name = \"Buys Tea\", horizon-days = 28, category = TEA, brand = Own },"
                                + " { name = a, horizon-days = 28 }, { name = a, horizon-days = 7 } ]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "nightshift.propensity.targets[0].name=Buys Tea, expected lower case letters, digits and -, at most 64;"
                                + " rename the target",
                        "nightshift.propensity.targets[0].brand=Own, expected category or brand, not both; make two targets"
                                + " of it",
                        "nightshift.propensity.targets=a, expected a name of its own for each target; rename one");
    }
}
