package io.nightshift.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.nightshift.config.ResolvedSettings;
import io.nightshift.config.Settings;
import io.nightshift.config.SettingsLoader;
import io.nightshift.errors.SettingsException;
import io.nightshift.warehouse.RunStart;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The settings of a process, as records and as the text they came from.
 *
 * @param settings everything a job needs
 * @param section the resolved section {@code nightshift}, defaults included
 */
public record LoadedSettings(NightshiftSettings settings, Config section) {
    private static final String ROOT = "nightshift";
    private static final String ITEMS = "inputs.items";

    /**
     * Reads a file over reference.conf, and single settings over both.
     *
     * @param file any Hadoop path
     * @param overrides "key=value" each
     * @throws io.nightshift.errors.SettingsException with every problem found
     */
    public static LoadedSettings load(Optional<String> file, List<String> overrides) {
        SettingsLoader loader = new SettingsLoader(new Configuration(), ROOT);
        ResolvedSettings<NightshiftSettings> loaded = file.isPresent()
                ? loader.load(file.orElseThrow(), overrides, NightshiftSettings::read)
                : loader.loadDefaults(overrides, NightshiftSettings::read);
        return new LoadedSettings(loaded.settings(), loaded.resolved().getConfig(ROOT));
    }

    /** Settings that are resolved already, with reference.conf below them. */
    public static LoadedSettings of(Config resolved) {
        return new LoadedSettings(Settings.read(resolved, ROOT, NightshiftSettings::read), resolved.getConfig(ROOT));
    }

    /**
     * The same with the items read from elsewhere, by the same mapping.
     *
     * @param path any Hadoop path
     * @throws SettingsException unless the settings have one source of items
     */
    public LoadedSettings withItemsAt(String path) {
        List<? extends Config> sources = section.getConfigList(ITEMS);
        if (sources.size() != 1) {
            throw new SettingsException("Cannot read items from elsewhere: " + ITEMS + " has " + sources.size()
                    + " sources, expected one whose mapping says what is in " + path + "; change the settings file");
        }
        Config source = sources.get(0).withValue("path", ConfigValueFactory.fromAnyRef(path));
        ConfigValue items = ConfigValueFactory.fromIterable(List.of(source.root()));
        return of(section.withValue(ITEMS, items).atPath(ROOT));
    }

    /** What a process brings to a run: these settings, redacted, and the code that runs. */
    public RunStart start() {
        return RunStart.of(section, CodeVersion.current());
    }

    /** The values of some settings in one canonical text: paths in order, an absent one empty. */
    String textOf(List<String> paths) {
        StringBuilder text = new StringBuilder();
        for (String path : paths.stream().sorted().toList()) {
            text.append(path).append('=');
            if (section.hasPath(path)) {
                text.append(section.getValue(path).render(ConfigRenderOptions.concise()));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
