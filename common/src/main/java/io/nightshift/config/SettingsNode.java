package io.nightshift.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One section of the settings, as a settings record reads it. A value that is missing, of another type or out of range is noted
 * and a stand-in is returned, so that one reading finds every problem; {@link Settings#read} then fails with all of them. A key
 * that no record has asked for is unknown.
 */
public final class SettingsNode {
    private final Config config;
    private final String path;
    private final List<String> problems;
    private final Set<String> known = new LinkedHashSet<>();

    SettingsNode(Config config, String path, List<String> problems) {
        this.config = config;
        this.path = path;
        this.problems = problems;
    }

    /** The full path of a key of this section, as a user writes it. */
    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Notes a problem that only the record can see, such as two keys that contradict each other. */
    public void problem(String key, Object value, String expected, String remedy) {
        problems.add("Cannot use setting: " + pathOf(key) + "=" + value + ", expected " + expected + "; " + remedy);
    }

    /** Whether the key is present and not null. */
    public boolean has(String key) {
        known.add(key);
        return config.hasPath(ConfigUtil.joinPath(key));
    }

    /** Text; never empty, and no address with a password in it. */
    public String text(String key) {
        String value = value(key, "text", () -> config.getString(ConfigUtil.joinPath(key)), "?");
        if (value.isBlank()) {
            problem(key, "\"\"", "text", "give it a value or leave the key out");
        }
        if (Redaction.hasUserInfo(value)) {
            problem(
                    key,
                    Redaction.withoutUserInfo(value),
                    "an address without user and password",
                    "keep them in a credential provider");
        }
        return value;
    }

    /** Text as it is, empty or blank too, such as a separator. */
    public String anyText(String key) {
        return value(key, "text", () -> config.getString(ConfigUtil.joinPath(key)), "");
    }

    /** Text, or nothing when the key is absent. */
    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** True or false. */
    public boolean flag(String key) {
        return value(key, "true or false", () -> config.getBoolean(ConfigUtil.joinPath(key)), false);
    }

    /** A whole number in [least, most]. */
    public int integer(String key, int least, int most) {
        return (int) whole(key, least, most);
    }

    /** A whole number in [least, most], or nothing when the key is absent. */
    public Optional<Integer> optionalInteger(String key, int least, int most) {
        return has(key) ? Optional.of(integer(key, least, most)) : Optional.empty();
    }

    /** A whole number in [least, most]. */
    public long whole(String key, long least, long most) {
        String range = "a whole number from " + least + " to " + most;
        long value = value(
                key,
                range,
                () -> {
                    double number = config.getDouble(ConfigUtil.joinPath(key));
                    if (number != Math.rint(number)) {
                        throw new IllegalArgumentException();
                    }
                    return config.getLong(ConfigUtil.joinPath(key));
                },
                least);
        if (value < least || value > most) {
            problem(key, value, range, "choose a value in that range");
            return least;
        }
        return value;
    }

    /** A finite number in [least, most]. */
    public double number(String key, double least, double most) {
        String range =
                most == Double.MAX_VALUE ? "a number of at least " + least : "a number from " + least + " to " + most;
        double value = value(key, range, () -> config.getDouble(ConfigUtil.joinPath(key)), least);
        if (!(value >= least && value <= most)) {
            problem(key, value, range, "choose a value in that range");
            return least;
        }
        return value;
    }

    /** A finite number in [least, most], or nothing when the key is absent. */
    public Optional<Double> optionalNumber(String key, double least, double most) {
        return has(key) ? Optional.of(number(key, least, most)) : Optional.empty();
    }

    /** One of an enum's constants, written in kebab case. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(SettingsNode::kebab).toList();
        E first = type.getEnumConstants()[0];
        String name = value(key, "one of " + names, () -> config.getString(ConfigUtil.joinPath(key)), kebab(first));
        for (E constant : type.getEnumConstants()) {
            if (kebab(constant).equals(name)) {
                return constant;
            }
        }
        problem(
                key,
                name,
                "one of " + names,
                Nearest.to(name, names).map(n -> "did you mean " + n + "?").orElse("choose one of these"));
        return first;
    }

    /** A time zone of the tz database or a fixed offset. */
    public ZoneId zone(String key) {
        String name = value(key, "a time zone", () -> config.getString(ConfigUtil.joinPath(key)), "UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            problem(key, name, "a time zone such as UTC or America/New_York", "use a name of the tz database");
            return ZoneId.of("UTC");
        }
    }

    /** Texts in the order written; may be empty. */
    public List<String> texts(String key) {
        return List.copyOf(
                value(key, "a list of texts", () -> config.getStringList(ConfigUtil.joinPath(key)), List.of()));
    }

    /** Whole numbers in the order written, each in [least, most]; may be empty. */
    public List<Integer> integers(String key, int least, int most) {
        List<Integer> values = List.copyOf(
                value(key, "a list of whole numbers", () -> config.getIntList(ConfigUtil.joinPath(key)), List.of()));
        values.stream()
                .filter(v -> v < least || v > most)
                .forEach(v -> problem(key, v, "whole numbers from " + least + " to " + most, "change that element"));
        return values;
    }

    /** A section with keys of its own; a missing one reads as empty. */
    public <T> T section(String key, Function<SettingsNode, T> reader) {
        known.add(key);
        Config inner = value(
                key,
                "a section { ... }",
                () -> config.hasPath(ConfigUtil.joinPath(key)) ? config.getConfig(ConfigUtil.joinPath(key)) : EMPTY,
                EMPTY);
        return readChild(inner, pathOf(key), reader);
    }

    /** A section, or nothing when the key is absent. */
    public <T> Optional<T> optionalSection(String key, Function<SettingsNode, T> reader) {
        return has(key) ? Optional.of(section(key, reader)) : Optional.empty();
    }

    /** A list of sections in the order written; may be empty. */
    public <T> List<T> sections(String key, Function<SettingsNode, T> reader) {
        List<? extends Config> inner = value(
                key, "a list of sections [ { ... } ]", () -> config.getConfigList(ConfigUtil.joinPath(key)), List.of());
        List<T> read = new ArrayList<>();
        for (int i = 0; i < inner.size(); i++) {
            read.add(readChild(inner.get(i), pathOf(key) + "[" + i + "]", reader));
        }
        return List.copyOf(read);
    }

    /** A section whose keys the user chooses, name to whatever the reader makes of this node and the name; ordered by name. */
    public <T> Map<String, T> byName(String key, Function<SettingsEntry, T> reader) {
        return section(key, node -> {
            Map<String, T> read = new LinkedHashMap<>();
            for (String name : new TreeSet<>(node.config.root().keySet())) {
                read.put(name, reader.apply(new SettingsEntry(node, name)));
            }
            return java.util.Collections.unmodifiableMap(read);
        });
    }

    private static final Config EMPTY = com.typesafe.config.ConfigFactory.empty();

    private <T> T readChild(Config inner, String childPath, Function<SettingsNode, T> reader) {
        SettingsNode child = new SettingsNode(inner, childPath, problems);
        T read = reader.apply(child);
        child.reportUnknownKeys();
        return read;
    }

    void reportUnknownKeys() {
        for (String key : new TreeSet<>(config.root().keySet())) {
            if (!known.contains(key)) {
                String remedy = Nearest.to(key, known)
                        .map(name -> "did you mean " + pathOf(name) + "?")
                        .orElse("remove it, or see reference.conf for the keys of this section");
                problems.add("Cannot use setting: " + pathOf(key) + " is not a known key, expected one of "
                        + new TreeSet<>(known) + "; " + remedy);
            }
        }
    }

    private <T> T value(String key, String expected, Supplier<T> reading, T standIn) {
        known.add(key);
        try {
            return reading.get();
        } catch (ConfigException.Missing missing) {
            problems.add("Cannot use settings: " + pathOf(key) + " is missing, expected " + expected + "; add it");
        } catch (ConfigException | IllegalArgumentException wrong) {
            String given =
                    config.root().containsKey(key) ? config.root().get(key).render() : "";
            problem(key, given, expected, "correct the value");
        }
        return standIn;
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
