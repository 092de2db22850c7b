package io.nightshift.jobs.publish;

import io.nightshift.errors.SettingsException;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.StoredTable;
import io.nightshift.warehouse.Warehouse;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views for those who read by SQL: one per released table, in one database of Spark's catalog, each naming the folder of the live
 * release. A view is replaced in one step and its folder never changes, so a query sees one release of each table; two queries in a
 * row may see two, and readers who need all tables of one release use the release's own paths.
 */
public final class CatalogViews {
    private static final String CATALOG = "spark.sql.catalogImplementation";
    private static final Logger LOG = LoggerFactory.getLogger(CatalogViews.class);

    private final SparkSession spark;
    private final String database;

    /**
     * @param spark a session whose catalog outlives it, such as a Hive metastore's
     * @param database created when it is missing
     */
    public CatalogViews(SparkSession spark, String database) {
        this.spark = spark;
        this.database = database;
    }

    /**
     * Checks that the views will be there when this process has ended.
     *
     * @throws SettingsException when the session's catalog is only in memory
     */
    public void requireLastingCatalog() {
        String catalog = spark.conf().get(CATALOG, "in-memory");
        if (catalog.equals("in-memory")) {
            throw new SettingsException("Cannot show releases in a database: " + CATALOG + "=" + catalog
                    + ", expected a catalog that outlives the night; set it to hive in spark.conf, or leave"
                    + " publish.catalog-database out");
        }
    }

    /** Lets every view name the live release, also when another becomes live meanwhile; nothing happens before the first. */
    public void follow(Warehouse warehouse) {
        Optional<Release> live = warehouse.releases().live();
        Optional<Release> shown = Optional.empty();
        while (!live.map(Release::number).equals(shown.map(Release::number))) {
            live.ifPresent(release -> show(warehouse, release));
            shown = live;
            live = warehouse.releases().live();
        }
    }

    private void show(Warehouse warehouse, Release release) {
        spark.sql("CREATE DATABASE IF NOT EXISTS " + quoted(database));
        for (StoredTable table : release.tables()) {
            spark.sql("CREATE OR REPLACE VIEW " + quoted(database) + "." + quoted(table.table())
                    + " COMMENT 'Nightshift release " + release.number() + " of " + release.date() + "'"
                    + " AS SELECT * FROM parquet."
                    + quoted(warehouse.path(release, table.table()).toString()));
        }
        LOG.info("Database {} shows release {}", database, release.number());
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
