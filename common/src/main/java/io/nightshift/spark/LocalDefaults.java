package io.nightshift.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** What suits one machine: no web page, loopback only, few shuffle partitions. A value given to Spark by the user counts more. */
final class LocalDefaults {
    private static final Map<String, String> CONF = Map.of(
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.sql.shuffle.partitions",
                    Integer.toString(4 * Runtime.getRuntime().availableProcessors()),
            "spark.sql.adaptive.coalescePartitions.minPartitionSize", "512k",
            "spark.ui.showConsoleProgress", "false");

    private LocalDefaults() {}

    static void applyTo(SparkSession.Builder builder) {
        CONF.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                builder.config(name, value);
            }
        });
    }
}
