package io.nightshift.spark;

import io.nightshift.config.Redaction;
import io.nightshift.errors.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** The Spark settings on which the meaning of results depends; a user's own settings may add to them, never change them. */
public final class SparkDefaults {
    private static final Map<String, String> PINNED = pinned();

    /** Settings that let Spark pass over damaged or vanished input without a word. */
    private static final Set<String> HIDING_DAMAGE = Set.of(
            "spark.sql.files.ignorecorruptfiles",
            "spark.sql.files.ignoremissingfiles",
            "spark.files.ignorecorruptfiles",
            "spark.files.ignoremissingfiles");

    private static final String REDACTION = "spark.redaction.regex";

    private SparkDefaults() {}

    private static Map<String, String> pinned() {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.sql.session.timeZone", "UTC");
        conf.put("spark.sql.ansi.enabled", "false");
        conf.put("spark.sql.caseSensitive", "false");
        conf.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        conf.put("spark.sql.legacy.parquet.nanosAsLong", "false");
        return conf;
    }

    /** Applies the pinned settings, and redaction that the user may widen, to a session under construction. */
    public static SparkSession.Builder applyTo(SparkSession.Builder builder) {
        PINNED.forEach(builder::config);
        return builder.config(REDACTION, System.getProperty(REDACTION, Redaction.SPARK_PATTERN));
    }

    /** What is expected instead, when a Spark setting must not have this value. */
    public static Optional<String> objection(String name, String value) {
        for (Map.Entry<String, String> pinned : PINNED.entrySet()) {
            if (pinned.getKey().equalsIgnoreCase(name) && !pinned.getValue().equalsIgnoreCase(value)) {
                return Optional.of(pinned.getValue() + " (results depend on it)");
            }
        }
        if (HIDING_DAMAGE.contains(name.toLowerCase(java.util.Locale.ROOT)) && Boolean.parseBoolean(value)) {
            return Optional.of("false (damaged or missing input must stop a run)");
        }
        return Optional.empty();
    }

    /**
     * Refuses a session whose settings would change results or hide damaged input, wherever they came from.
     *
     * @throws SettingsException naming each
     */
    public static void check(SparkSession spark) {
        List<String> problems = new ArrayList<>();
        scala.jdk.javaapi.CollectionConverters.asJava(spark.conf().getAll()).forEach((name, value) -> objection(
                        name, value)
                .ifPresent(expected -> problems.add("Cannot use Spark setting: " + name + "=" + value + ", expected "
                        + expected + "; remove it from the submit command or spark-defaults.conf")));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems.stream().sorted().toList());
        }
    }
}
