package io.nightshift.errors;

import java.util.List;

/** Settings or command-line arguments that cannot be used. Carries every problem found, not only the first. */
public final class SettingsException extends NightshiftException {
    private final List<String> problems;

    public SettingsException(String problem) {
        this(List.of(problem));
    }

    public SettingsException(List<String> problems) {
        this(problems, null);
    }

    public SettingsException(List<String> problems, Throwable cause) {
        super(ExitCode.SETTINGS, String.join(System.lineSeparator(), problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each problem, in the order of the settings. */
    public List<String> problems() {
        return problems;
    }
}
