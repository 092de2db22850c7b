package io.nightshift.spark;

import io.nightshift.config.SettingsEntry;
import io.nightshift.config.SettingsNode;
import java.util.Map;
import java.util.Optional;

/**
 * Section {@code spark}: the session of a night.
 *
 * @param master used when the command line names none; empty leaves the choice to spark-submit, or to local[*] without it
 * @param conf Spark settings by name; those that would change results or hide damaged input are refused
 */
public record SparkSettings(Optional<String> master, Map<String, String> conf) {
    /** Reads the section; problems are noted in the node. */
    public static SparkSettings read(SettingsNode node) {
        Map<String, String> conf = node.byName("conf", SettingsEntry::text);
        conf.forEach((name, value) -> SparkDefaults.objection(name, value)
                .ifPresent(expected -> node.problem("conf.\"" + name + "\"", value, expected, "remove it")));
        return new SparkSettings(node.optionalText("master"), conf);
    }
}
