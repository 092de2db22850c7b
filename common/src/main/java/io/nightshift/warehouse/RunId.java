package io.nightshift.warehouse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nightshift.errors.SettingsException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of one computing of a date. It becomes a folder, so it is checked before it can.
 *
 * @param text lower-case letters, digits, dot, underscore and hyphen, starting with a letter or digit, at most 64 characters
 */
public record RunId(@JsonValue String text) {
    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int LONGEST = 64;

    @JsonCreator
    public RunId {
        if (!isValid(text)) {
            throw new SettingsException("Cannot use run id: run-id=" + text + ", expected " + VALID.pattern()
                    + "; choose a name such as nightly-1");
        }
    }

    /**
     * The run id that a user wrote.
     *
     * @throws SettingsException when it is not a valid one
     */
    public static RunId of(String text) {
        return new RunId(text);
    }

    /**
     * The run id for a scheduler's own name of a run, such as Airflow's {@code scheduled__2026-08-01T00:00:00+00:00}: lower case,
     * every other character a hyphen, and, since that may make two names equal, a checksum of the original at the end.
     */
    public static RunId from(String foreign) {
        String cleaned =
                foreign.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceFirst("^[^a-z0-9]+", "");
        if (cleaned.equals(foreign) && cleaned.length() <= LONGEST && !cleaned.isEmpty()) {
            return new RunId(cleaned);
        }
        String suffix = Fingerprint.of("run-id", foreign).substring(0, 8);
        String kept = cleaned.substring(0, Math.min(cleaned.length(), LONGEST - suffix.length() - 1));
        return new RunId(kept.isEmpty() ? suffix : kept + "-" + suffix);
    }

    static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
