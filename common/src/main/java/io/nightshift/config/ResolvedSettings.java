package io.nightshift.config;

import com.typesafe.config.Config;

/**
 * Settings as a record and as the text behind it.
 *
 * @param settings what the program uses
 * @param resolved every key with its value, defaults included, for the log and the report; not redacted
 * @param <T> the record
 */
public record ResolvedSettings<T>(T settings, Config resolved) {}
