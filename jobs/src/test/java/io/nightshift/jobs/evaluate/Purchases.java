package io.nightshift.jobs.evaluate;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.propensity.PropensityBacktestTable;
import io.nightshift.jobs.recommend.InteractionsJob;
import io.nightshift.jobs.recommend.ranking.RankerJob;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Purchases as the run's tables, ready for the backtest. */
final class Purchases {
    /** The run date of these tests; with the default holdout of 28 days the cut is 2024-03-03. */
    static final LocalDate RUN_DATE = LocalDate.parse("2024-03-31");

    private final List<String[]> rows = new ArrayList<>();

    /** One purchase; the user's attribute {@code ending} is the last character of its name. */
    Purchases add(String user, String item, String day) {
        rows.add(new String[] {user, item, day});
        return this;
    }

    /** Purchases of 40 users, 30 items and 120 days up to the run date, with favourites, and three users who come after the cut. */
    static Purchases generated() {
        Random random = new Random(7);
        Purchases purchases = new Purchases();
        for (int i = 0; i < 1500; i++) {
            int user = random.nextInt(40);
            int item = random.nextInt(3) == 0 ? (user * 7) % 30 : (int) (30 * Math.pow(random.nextDouble(), 2));
            purchases.add(
                    "u" + user,
                    "i" + item,
                    RUN_DATE.minusDays(random.nextInt(120)).toString());
        }
        for (int i = 0; i < 12; i++) {
            purchases.add("new" + i % 3, "i" + i, RUN_DATE.minusDays(i).toString());
        }
        return purchases.add("u0", "late", RUN_DATE.toString());
    }

    /** The purchases up to a day. */
    Purchases upTo(LocalDate day) {
        Purchases early = new Purchases();
        early.rows.addAll(rows.stream()
                .filter(row -> !LocalDate.parse(row[2]).isAfter(day))
                .toList());
        return early;
    }

    /** A run with these purchases, in which interactions are computed. */
    FolderRun run(Path folder, SparkSession spark, String overlay) {
        return run(folder, spark, overlay, RUN_DATE);
    }

    /** The same with another run date. */
    FolderRun run(Path folder, SparkSession spark, String overlay, LocalDate runDate) {
        FolderRun run = new FolderRun(folder, runDate, settings(overlay));
        run.write(EventsTable.CONTRACT, spark.createDataFrame(events(), EventsTable.CONTRACT.schema()));
        run.write(UsersTable.CONTRACT, spark.createDataFrame(users(), UsersTable.CONTRACT.schema()));
        run.write(ItemsTable.CONTRACT, spark.createDataFrame(items(), ItemsTable.CONTRACT.schema()));
        run.write(
                PropensityBacktestTable.CONTRACT,
                spark.createDataFrame(List.of(), PropensityBacktestTable.CONTRACT.schema()));
        new InteractionsJob().compute(run);
        new RankerJob().compute(run);
        return run;
    }

    private static NightshiftSettings settings(String overlay) {
        String small = "recommend { als { rank = 4, iterations = 2 }, ranking.model = off }";
        return Settings.read(
                ConfigFactory.parseString("nightshift { " + overlay + " }")
                        .withFallback(ConfigFactory.parseString("nightshift { " + small + " }"))
                        .withFallback(ConfigFactory.parseResources("reference.conf"))
                        .resolve(),
                "nightshift",
                NightshiftSettings::read);
    }

    private List<Row> events() {
        return rows.stream()
                .map(row -> RowFactory.create(
                        row[0],
                        row[1],
                        Timestamp.from(LocalDate.parse(row[2]).atTime(12, 0).toInstant(java.time.ZoneOffset.UTC)),
                        Date.valueOf(row[2]),
                        "purchase",
                        BigDecimal.ONE.setScale(4),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList();
    }

    private List<Row> users() {
        return distinct(0).stream()
                .map(user -> RowFactory.create(user, null, Map.of("ending", user.substring(user.length() - 1))))
                .toList();
    }

    private List<Row> items() {
        return distinct(1).stream()
                .map(item -> RowFactory.create(item, null, category(item), null, null, null, true, null, null, null))
                .toList();
    }

    /** The last character of the item, so that i7 and i17 share one; i0 has none. */
    private static String category(String item) {
        return item.equals("i0") ? null : item.substring(item.length() - 1);
    }

    private TreeSet<String> distinct(int column) {
        TreeSet<String> values = new TreeSet<>();
        rows.forEach(row -> values.add(row[column]));
        return values;
    }
}
