package io.nightshift.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.List;
import java.util.Optional;

/** Loads settings. */
public final class SettingsLoader {
    private SettingsLoader() {}

    public static Config load(Optional<String> file, List<String> overrides) {
        Config own = ConfigFactory.parseString(String.join("\n", overrides));
        return own.withFallback(
                        file.map(f -> ConfigFactory.parseFile(new File(f))).orElse(ConfigFactory.empty()))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }
}
