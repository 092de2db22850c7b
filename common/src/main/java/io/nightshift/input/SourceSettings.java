package io.nightshift.input;

import io.nightshift.config.Redaction;
import io.nightshift.config.SecretReference;
import io.nightshift.config.SettingsEntry;
import io.nightshift.config.SettingsNode;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One source of an input: where its files are and how its columns map to the canonical ones.
 *
 * @param name how reports call it; the last part of the path unless the settings say otherwise
 * @param path a file, a folder or a glob on any Hadoop file system
 * @param options Spark's options of the format, such as {@code sep} or {@code encoding}
 * @param schema columns as Spark DDL, for CSV files without a header and for nested or rare JSON keys
 * @param timeZone where text, dates and zoneless timestamps of this source are read
 * @param where a scalar SQL condition on the source's columns; rows for which it is not true are excluded
 * @param columns canonical key to a column name or a scalar SQL expression
 * @param attributes attribute name to a column name or a scalar SQL expression; of users and items only
 * @param maxBadRatio the share of rows that may go to quarantine, in [0, 1], where it differs from the general setting
 */
public record SourceSettings(
        String name,
        String path,
        SourceFormat format,
        Map<String, String> options,
        Optional<String> schema,
        ZoneId timeZone,
        Optional<String> where,
        Map<String, String> columns,
        Map<String, String> attributes,
        Optional<Double> maxBadRatio) {

    /** Options that would drop, null or ignore data silently, or that the reader itself must set. */
    private static final Set<String> REFUSED_OPTIONS = Set.of(
            "mode",
            "ignorecorruptfiles",
            "ignoremissingfiles",
            "inferschema",
            "enforceschema",
            "columnnameofcorruptrecord",
            "columnpruning",
            "schema");

    /** Reads one source of an input with these fields; problems are noted in the node. */
    public static SourceSettings read(SettingsNode node, List<Field> fields) {
        String path = node.text("path");
        return new SourceSettings(
                node.optionalText("name").orElse(lastPart(path)),
                path,
                node.oneOf("format", SourceFormat.class),
                options(node),
                node.optionalText("schema"),
                node.has("source-time-zone") ? node.zone("source-time-zone") : ZoneId.of("UTC"),
                node.optionalText("where"),
                node.section("columns", columns -> mapped(columns, fields)),
                node.byName("attributes", SettingsEntry::text),
                node.optionalNumber("max-bad-ratio", 0, 1));
    }

    /** The same source under another name. */
    public SourceSettings named(String other) {
        return new SourceSettings(
                other, path, format, options, schema, timeZone, where, columns, attributes, maxBadRatio);
    }

    private static Map<String, String> options(SettingsNode node) {
        Map<String, String> options = node.byName("options", SettingsEntry::anyText);
        options.forEach((key, value) -> {
            if (REFUSED_OPTIONS.contains(key.toLowerCase(java.util.Locale.ROOT))) {
                node.problem(
                        "options." + key,
                        value,
                        "an option that neither drops nor changes rows",
                        "remove it: rows that cannot be read go to quarantine, and files that cannot be read end the run");
            }
            if (SecretReference.isNeededFor(key)) {
                node.problem(
                        "options." + key,
                        Redaction.REDACTED,
                        "no secret among the options of a source",
                        "give it to the file system, by spark.conf");
            }
        });
        return options;
    }

    private static Map<String, String> mapped(SettingsNode columns, List<Field> fields) {
        Map<String, String> mapped = new LinkedHashMap<>();
        for (Field field : fields) {
            if (columns.has(field.key())) {
                mapped.put(field.key(), columns.text(field.key()));
            }
        }
        String missing = fields.stream()
                .filter(field -> field.isRequired() && !mapped.containsKey(field.key()))
                .map(Field::key)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            columns.problem(
                    missing,
                    "(none)",
                    "a column name or an expression",
                    "map it to a column of the source" + hint(fields));
        }
        return java.util.Collections.unmodifiableMap(mapped);
    }

    /** Whoever cannot map a time has a table of another kind. */
    private static String hint(List<Field> fields) {
        return fields.stream()
                        .anyMatch(field -> field.isRequired() && field.key().equals("time"))
                ? ". An event is one thing that a user did with an item at a time: a file with one row for each customer is"
                        + " not event data and can only be inputs.users"
                : "";
    }

    private static String lastPart(String path) {
        String trimmed = path.replaceAll("/+$", "");
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }
}
