package io.nightshift.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.nightshift.errors.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * Loads settings in three layers: {@code key=value} overrides over a settings file over the {@code reference.conf} of the program,
 * then resolves substitutions, from the environment too.
 */
public final class SettingsLoader {
    /** Where a settings file may define names of its own for substitutions, beside the program's section. */
    public static final String VARIABLES = "variables";

    private final Configuration hadoop;
    private final String root;

    /**
     * @param hadoop opens the settings file
     * @param root the program's section, such as {@code nightshift}
     */
    public SettingsLoader(Configuration hadoop, String root) {
        this.hadoop = hadoop;
        this.root = root;
    }

    /**
     * Loads a settings file.
     *
     * @param file any Hadoop path
     * @param overrides {@code key=value}, the later wins; keys with or without the root
     * @throws SettingsException with every problem; those of syntax alone come first, because they hide the others
     */
    public <T> ResolvedSettings<T> load(String file, List<String> overrides, Function<SettingsNode, T> reader) {
        return load(new SettingsFile(file, hadoop).parse(), overrides, reader);
    }

    /** As {@link #load}, without a file. */
    public <T> ResolvedSettings<T> loadDefaults(List<String> overrides, Function<SettingsNode, T> reader) {
        return load(ConfigFactory.empty(), overrides, reader);
    }

    private <T> ResolvedSettings<T> load(Config file, List<String> overrides, Function<SettingsNode, T> reader) {
        List<String> problems = new ArrayList<>();
        noteUnknownRoots(file, problems);
        Config layered = overridden(overrides, problems).withFallback(file).withFallback(reference());
        try {
            Config resolved = layered.resolve().withOnlyPath(root);
            return new ResolvedSettings<>(read(resolved, problems, reader), resolved);
        } catch (ConfigException.UnresolvedSubstitution unresolved) {
            problems.add(
                    "Cannot resolve settings: " + unresolved.getMessage()
                            + ", expected a known name; define it, set that environment variable, or write ${?name} for an optional one");
            throw new SettingsException(problems, unresolved);
        }
    }

    private <T> T read(Config resolved, List<String> problems, Function<SettingsNode, T> reader) {
        T settings;
        try {
            settings = Settings.read(resolved, root, reader);
        } catch (SettingsException wrong) {
            problems.addAll(wrong.problems());
            throw new SettingsException(problems, wrong);
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private static Config reference() {
        return ConfigFactory.parseResources(SettingsLoader.class.getClassLoader(), "reference.conf");
    }

    private void noteUnknownRoots(Config file, List<String> problems) {
        Set<String> known = new TreeSet<>(List.of(root, VARIABLES));
        for (String key : new TreeSet<>(file.root().keySet())) {
            if (!known.contains(key)) {
                problems.add("Cannot use setting: " + key + " is outside the section " + root + ", expected one of "
                        + known + "; "
                        + Nearest.to(key, known)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("move it there"));
            }
        }
    }

    private Config overridden(List<String> overrides, List<String> problems) {
        Config config = ConfigFactory.empty("--set");
        for (String override : overrides) {
            int equals = override.indexOf('=');
            String key = equals < 0 ? override : override.substring(0, equals).strip();
            try {
                if (equals < 1) {
                    throw new ConfigException.BadPath(override, "there is no key=value");
                }
                String path = key.startsWith(root + ".") ? key : root + "." + key;
                config = config.withValue(
                        path, value(override.substring(equals + 1).strip()));
            } catch (ConfigException wrong) {
                problems.add("Cannot use --set " + override + ", expected key=value, such as recommend.top-n=20; "
                        + wrong.getMessage());
            }
        }
        return config;
    }

    /** HOCON where it is HOCON (numbers, lists, sections), else the text itself, such as a path with a colon. */
    private static ConfigValue value(String text) {
        try {
            Config parsed = ConfigFactory.parseString(
                    "value = " + text, ConfigParseOptions.defaults().setOriginDescription("--set"));
            if (parsed.root().size() == 1 && parsed.root().containsKey("value") && !text.contains("\n")) {
                return parsed.root().get("value");
            }
        } catch (ConfigException plainText) {
            return ConfigValueFactory.fromAnyRef(text, "--set");
        }
        return ConfigValueFactory.fromAnyRef(text, "--set");
    }
}
