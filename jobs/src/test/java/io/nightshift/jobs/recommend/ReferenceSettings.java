package io.nightshift.jobs.recommend;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.jobs.NightshiftSettings;

/** The settings as a user gets them: a text over reference.conf. */
final class ReferenceSettings {
    private ReferenceSettings() {}

    static NightshiftSettings with(String text) {
        return Settings.read(
                ConfigFactory.parseString(text)
                        .withFallback(ConfigFactory.parseResources("reference.conf"))
                        .resolve(),
                "nightshift",
                NightshiftSettings::read);
    }
}
