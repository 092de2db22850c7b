package io.nightshift.spark;

import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a process. Closing it stops the session, unless it was running before and so belongs to somebody else. */
public final class OpenSession implements AutoCloseable {
    /** Set by the launcher when the user named no master, since spark-submit then puts its own default in the same place. */
    private static final String MASTER_FROM_SETTINGS = "spark.nightshift.masterFromSettings";

    private final SparkSession spark;
    private final boolean own;

    private OpenSession(SparkSession spark, boolean own) {
        this.spark = spark;
        this.own = own;
    }

    /**
     * The session with Nightshift's defaults: a master of the command line, else of the settings, else local[*].
     *
     * @throws io.nightshift.errors.SettingsException when Spark settings from elsewhere would change results or hide damage,
     *     a secret cannot be found, or Java was started without what Spark needs
     */
    public static OpenSession of(String applicationName, SparkSettings settings) {
        JavaModules.requireOpen();
        boolean own = SparkSession.getDefaultSession().isEmpty();
        OpenSession open = new OpenSession(session(applicationName, settings), own);
        try {
            SparkDefaults.check(open.spark);
        } catch (RuntimeException refused) {
            open.close();
            throw refused;
        }
        return open;
    }

    private static SparkSession session(String applicationName, SparkSettings settings) {
        SparkSession.Builder builder =
                SparkDefaults.applyTo(SparkSession.builder().appName(applicationName));
        Optional<String> submitted = Optional.ofNullable(System.getProperty("spark.master"));
        Optional<String> chosen = submitted
                .filter(master -> !Boolean.getBoolean(MASTER_FROM_SETTINGS))
                .or(settings::master)
                .or(() -> submitted);
        String master = chosen.orElse("local[*]");
        builder.master(master);
        if (master.startsWith("local")) {
            LocalDefaults.applyTo(builder);
        }
        settings.withSecrets().forEach(builder::config);
        return builder.getOrCreate();
    }

    /** The session. */
    public SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        if (own) {
            spark.stop();
        }
    }
}
