package io.nightshift.jobs.command;

import io.nightshift.jobs.LoadedSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which settings a command works with. */
final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings file, any Hadoop path; it overlays reference.conf.")
    private String file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting, overlaying the file; may be repeated. Example: --set nightshift.recommend.top-n=10")
    private List<String> overrides = new ArrayList<>();

    /** The settings, read completely or not at all. */
    LoadedSettings load() {
        return LoadedSettings.load(Optional.ofNullable(file), overrides);
    }

    /** The same with a file for when the user names none. */
    LoadedSettings loadOr(String defaultFile) {
        return LoadedSettings.load(Optional.of(file == null ? defaultFile : file), overrides);
    }
}
