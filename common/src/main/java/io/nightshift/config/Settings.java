package io.nightshift.config;

import com.typesafe.config.Config;
import io.nightshift.errors.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns resolved HOCON into one settings record. */
public final class Settings {
    private Settings() {}

    /**
     * Reads the section {@code root}.
     *
     * @throws SettingsException with every problem of the section, in the order of reading
     */
    public static <T> T read(Config resolved, String root, Function<SettingsNode, T> reader) {
        List<String> problems = new ArrayList<>();
        SettingsNode top = new SettingsNode(resolved.withOnlyPath(root), "", problems);
        T settings = top.section(root, reader);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }
}
