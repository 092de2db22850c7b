package io.nightshift.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The Spark settings on which the meaning of results depends; a user's own settings may add to them, never change them. */
public final class SparkDefaults {
    private static final Map<String, String> PINNED = pinned();

    private SparkDefaults() {}

    private static Map<String, String> pinned() {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.sql.session.timeZone", "UTC");
        conf.put("spark.sql.ansi.enabled", "false");
        conf.put("spark.sql.caseSensitive", "false");
        conf.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        conf.put("spark.sql.legacy.parquet.nanosAsLong", "false");
        conf.put("spark.sql.storeAssignmentPolicy", "ANSI");
        return conf;
    }

    /** Applies the pinned settings to a session under construction. */
    public static SparkSession.Builder applyTo(SparkSession.Builder builder) {
        PINNED.forEach(builder::config);
        return builder;
    }

    /** Setting name to the value that Nightshift needs. */
    public static Map<String, String> all() {
        return Map.copyOf(PINNED);
    }
}
