package io.nightshift.warehouse;

import com.typesafe.config.Config;
import io.nightshift.config.Redaction;

/**
 * What a process brings to a run.
 *
 * @param settings the resolved settings as JSON, secrets redacted
 * @param settingsHash a fingerprint of {@code settings}; all processes of a run must agree on it
 * @param codeVersion of Nightshift
 */
public record RunStart(String settings, String settingsHash, String codeVersion) {
    /** The start with the resolved section {@code nightshift}. A secret does not count for the hash, so that it may be rotated. */
    public static RunStart of(Config resolved, String codeVersion) {
        String settings = Redaction.json(resolved);
        return new RunStart(settings, Fingerprint.of("settings", settings), codeVersion);
    }
}
