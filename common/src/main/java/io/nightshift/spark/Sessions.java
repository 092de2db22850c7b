package io.nightshift.spark;

import org.apache.spark.sql.SparkSession;

/** Opens the session of a process. */
public final class Sessions {
    /** Set by the launcher when the user named no master, since spark-submit then puts its own default in the same place. */
    private static final String MASTER_FROM_SETTINGS = "spark.nightshift.masterFromSettings";

    private Sessions() {}

    /**
     * The session with Nightshift's defaults: a master of the command line, else of the settings, else local[*].
     *
     * @throws io.nightshift.errors.SettingsException when settings from elsewhere would change results or hide damage
     */
    public static SparkSession open(String applicationName, SparkSettings settings) {
        SparkSession.Builder builder =
                SparkDefaults.applyTo(SparkSession.builder().appName(applicationName));
        String submitted = System.getProperty("spark.master");
        if (submitted == null || Boolean.getBoolean(MASTER_FROM_SETTINGS)) {
            settings.master()
                    .or(() -> submitted == null ? java.util.Optional.of("local[*]") : java.util.Optional.empty())
                    .ifPresent(builder::master);
        }
        boolean local = submitted == null || submitted.startsWith("local");
        if (local) {
            LocalDefaults.applyTo(builder);
        }
        settings.conf().forEach(builder::config);
        SparkSession spark = builder.getOrCreate();
        SparkDefaults.check(spark);
        return spark;
    }
}
