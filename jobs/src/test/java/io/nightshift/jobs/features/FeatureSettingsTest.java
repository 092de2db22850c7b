package io.nightshift.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.NightshiftSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSettingsTest {
    private static FeatureSettings read(String text) {
        return Settings.read(
                        ConfigFactory.parseString(text)
                                .withFallback(ConfigFactory.parseResources("reference.conf"))
                                .resolve(),
                        "nightshift",
                        NightshiftSettings::read)
                .features();
    }

    @Test
    void hasTheseDefaults() {
        assertThat(read("")).isEqualTo(new FeatureSettings(List.of("purchase"), 5));
    }

    @Test
    void readsEveryKey() {
        assertThat(read("nightshift.features { purchase-types = [rating, view], top-categories = 2 }"))
                .isEqualTo(new FeatureSettings(List.of("rating", "view"), 2));
    }

    @Test
    void refusesToTakeReturnsForPurchases() {
        assertThatThrownBy(() -> read("nightshift.features.purchase-types = [return]"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot use setting: nightshift.features.purchase-types=[return], expected one or more of"
                        + " [view, click, cart, purchase, rating]; name the events that count as purchases");
    }
}
