package io.nightshift.spark;

import java.util.Set;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The one local SparkSession of a test JVM: two threads, four shuffle partitions, no web page. It interprets expressions, as compiling them
 * takes more time than it gains on the few rows of a test; the demo, and one night of RepeatedNightsIT, compile them.
 */
public final class TestSpark {
    /** Whether Spark joins the operators of a stage into one Java method. */
    public static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
    /** Whether Spark compiles single expressions. */
    public static final String EXPRESSIONS = "spark.sql.codegen.factoryMode";

    private static final class Holder {
        private static final SparkSession SESSION = SparkDefaults.applyTo(SparkSession.builder())
                .master("local[2]")
                .appName("nightshift-tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .config(WHOLE_STAGE, "false")
                .config(EXPRESSIONS, "NO_CODEGEN")
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

    /** The ids of the data that Spark holds; what is no longer referred to leaves it at any time. */
    public static Set<Object> held() {
        return Set.copyOf(CollectionConverters.asJava(
                session().sparkContext().getPersistentRDDs().keySet()));
    }
}
