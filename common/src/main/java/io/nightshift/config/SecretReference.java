package io.nightshift.config;

import io.nightshift.errors.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Where a secret is kept: {@code env:NAME}, an environment variable; {@code file:PATH}, the first line of a file on any Hadoop file
 * system; {@code credential:ALIAS}, an entry of Hadoop's credential providers. Settings hold nothing else of a secret.
 */
public final class SecretReference {
    private static final Pattern REFERENCE = Pattern.compile("(env|file|credential):(.+)");

    /** Names that have a secret word in them and say where secrets are, or how they are used. */
    private static final Pattern NAMES_A_PLACE =
            Pattern.compile("(?i).*(providers?|path|file|dir|enabled|length|bits|algorithm|class|interval)$"
                    + "|spark\\.kubernetes\\.(driver|executor)\\.secret.*|spark\\.redaction\\..*");

    private final String setting;
    private final String kind;
    private final String name;

    private SecretReference(String setting, String kind, String name) {
        this.setting = setting;
        this.kind = kind;
        this.name = name;
    }

    /** Whether the value of this key is itself secret, and so must be a reference. */
    public static boolean isNeededFor(String key) {
        return Redaction.isSecret(key) && !NAMES_A_PLACE.matcher(key).matches();
    }

    /** The text with its secret, when the key needs a reference; else the text. */
    public static String resolve(String key, String text, Configuration hadoop) {
        return isNeededFor(key)
                ? parse(key, text).map(reference -> reference.value(hadoop)).orElse(text)
                : text;
    }

    /** Notes a problem where a key needs a reference and has anything else; the value is not shown. */
    public static void requireIn(SettingsNode node, String section, Map<String, String> texts) {
        texts.forEach((key, text) -> {
            if (isNeededFor(key) && parse(key, text).isEmpty()) {
                node.problem(
                        section + ".\"" + key + "\"",
                        Redaction.REDACTED,
                        "env:NAME, file:PATH or credential:ALIAS",
                        "move the secret there: settings are stored and logged");
            }
        });
    }

    private static Optional<SecretReference> parse(String key, String text) {
        Matcher parts = REFERENCE.matcher(text);
        return parts.matches()
                ? Optional.of(new SecretReference(key, parts.group(1), parts.group(2)))
                : Optional.empty();
    }

    private String value(Configuration hadoop) {
        try {
            Optional<String> found =
                    switch (kind) {
                        case "env" -> Optional.ofNullable(System.getenv(name));
                        case "file" -> firstLine(hadoop);
                        default -> Optional.ofNullable(hadoop.getPassword(name)).map(String::new);
                    };
            return found.filter(text -> !text.isEmpty()).orElseThrow(() -> absent("there is none", null));
        } catch (IOException unreadable) {
            throw absent(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private Optional<String> firstLine(Configuration hadoop) throws IOException {
        Path file = new Path(name);
        try (InputStream in = file.getFileSystem(hadoop).open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst();
        }
    }

    private SettingsException absent(String reason, Throwable cause) {
        return new SettingsException(
                List.of("Cannot find secret: " + setting + "=" + kind + ":" + name
                        + ", expected a secret there that this process can read (" + reason + "); put it there"),
                cause);
    }
}
