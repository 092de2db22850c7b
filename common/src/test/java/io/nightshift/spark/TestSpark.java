package io.nightshift.spark;

import org.apache.spark.sql.SparkSession;

/** The one local SparkSession of a test JVM: two threads, four shuffle partitions, no web page. */
public final class TestSpark {
    private static final class Holder {
        private static final SparkSession SESSION = SparkDefaults.applyTo(SparkSession.builder())
                .master("local[2]")
                .appName("nightshift-tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }

    private TestSpark() {}

    /** The shared session; started at the first call and ended with the JVM. */
    public static SparkSession session() {
        return Holder.SESSION;
    }
}
