package io.nightshift.spark;

import io.nightshift.config.SecretReference;
import io.nightshift.config.SettingsEntry;
import io.nightshift.config.SettingsNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Section {@code spark}: the session of a night.
 *
 * @param master used when the command line names none; empty leaves the choice to spark-submit, or to local[*] without it
 * @param conf Spark settings by name; those that would change results or hide damaged input are refused, and
 *     a secret is a {@link SecretReference}
 */
public record SparkSettings(Optional<String> master, Map<String, String> conf) {
    private static final String HADOOP = "spark.hadoop.";

    /** Reads the section; problems are noted in the node. */
    public static SparkSettings read(SettingsNode node) {
        Map<String, String> conf = node.byName("conf", SettingsEntry::text);
        conf.forEach((name, value) -> SparkDefaults.objection(name, value)
                .ifPresent(expected -> node.problem("conf.\"" + name + "\"", value, expected, "remove it")));
        SecretReference.requireIn(node, "conf", conf);
        return new SparkSettings(node.optionalText("master"), conf);
    }

    /**
     * Hadoop's settings as a session of these settings would have them, for commands that start none: Hadoop's own files, and the
     * {@code spark.hadoop.*} settings of spark-submit and of these, with their secrets.
     *
     * @throws io.nightshift.errors.SettingsException when a secret cannot be found
     */
    public Configuration hadoop() {
        return hadoop(withSecrets());
    }

    /** The Spark settings with their secrets, for a session and nothing else. */
    Map<String, String> withSecrets() {
        Configuration providers = hadoop(conf);
        Map<String, String> known = new TreeMap<>();
        conf.forEach((name, text) -> known.put(name, SecretReference.resolve(name, text, providers)));
        return known;
    }

    private static Configuration hadoop(Map<String, String> conf) {
        Configuration hadoop = new Configuration();
        Map<String, String> all = new TreeMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> all.put(name, System.getProperty(name)));
        all.putAll(conf);
        all.forEach((name, value) -> {
            if (name.startsWith(HADOOP)) {
                hadoop.set(name.substring(HADOOP.length()), value);
            }
        });
        return hadoop;
    }
}
