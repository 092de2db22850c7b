package io.nightshift.jobs.ingest;

import io.nightshift.jobs.NightshiftSettings;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/** The digest of the suppression list as it is now, outside any run. */
public final class SuppressionDigest {
    private SuppressionDigest() {}

    /**
     * The digest that a run would store in {@link SuppressionListTable}.
     *
     * @throws io.nightshift.errors.NightshiftException as a run would, when the list cannot be read
     */
    public static String current(SparkSession spark, NightshiftSettings settings, LocalDate date) {
        return new InputReading(spark, settings, date)
                .suppressed()
                .map(list -> Suppression.digest(list).first().<String>getAs(SuppressionListTable.DIGEST))
                .orElse(SuppressionListTable.NONE);
    }
}
