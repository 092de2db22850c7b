package io.nightshift.input;

import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** A session that reads text, dates and zoneless timestamps in the zone of one source; all else is as in the given session. */
final class SourceSession {
    private SourceSession() {}

    static SparkSession of(SparkSession spark, ZoneId zone) {
        SparkSession own = spark.newSession();
        CollectionConverters.asJava(spark.conf().getAll()).forEach((key, value) -> {
            if (own.conf().isModifiable(key)) {
                own.conf().set(key, value);
            }
        });
        own.conf().set("spark.sql.session.timeZone", zone.getId());
        return own;
    }
}
