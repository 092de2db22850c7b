package io.nightshift.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides the values of settings whose names say that they are secrets. */
public final class Redaction {
    /** What stands in place of a secret. */
    public static final String REDACTED = "(redacted)";

    /** Spark's own redaction with the same words; its default knows neither hmac, salt, credential nor passphrase. */
    public static final String SPARK_PATTERN =
            "(?i)secret|password|passphrase|token|credential|access[._-]?key|private[._-]?key|hmac|salt";

    private static final List<String> SECRET_WORDS = List.of(
            "secret", "password", "passphrase", "token", "credential", "accesskey", "privatekey", "hmac", "salt");

    /** User and password in front of a host, as in {@code s3a://key:secret@bucket}. */
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+:[^/@\\s]+@");

    private Redaction() {}

    /** Whether a key names a secret, however it separates its words: {@code access-key}, {@code access.key}, {@code accessKey}. */
    public static boolean isSecret(String key) {
        String letters = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return SECRET_WORDS.stream().anyMatch(letters::contains);
    }

    /** The resolved settings as one line of JSON, keys in order, every value below a secret key replaced. */
    public static String json(Config resolved) {
        return redacted(resolved.root()).render(ConfigRenderOptions.concise());
    }

    /** Whether a text holds a user and a password in front of a host. */
    static boolean hasUserInfo(String text) {
        return USER_INFO.matcher(text).find();
    }

    private static ConfigValue redacted(ConfigValue value) {
        if (value instanceof ConfigObject object) {
            Map<String, Object> shown = new LinkedHashMap<>();
            object.forEach((key, inner) ->
                    shown.put(key, isSecret(key) ? ConfigValueFactory.fromAnyRef(REDACTED) : redacted(inner)));
            return ConfigValueFactory.fromMap(shown);
        }
        if (value instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(Redaction::redacted).toList());
        }
        return value.unwrapped() instanceof String text ? ConfigValueFactory.fromAnyRef(withoutUserInfo(text)) : value;
    }

    static String withoutUserInfo(String text) {
        return USER_INFO.matcher(text).replaceAll("://" + Matcher.quoteReplacement(REDACTED) + "@");
    }
}
