package io.nightshift.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The features of a generated history against the same features as another engine's SQL over the events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeaturesOracleIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-01");
    private static final FeatureSettings SETTINGS = new FeatureSettings(List.of("purchase"), 3);
    private static final int[] WINDOWS = {7, 28, 90, 365};

    @TempDir
    private static Path folder;

    /** Two years up to a month after the date; orders of several days, returns, unknown amounts, discounts and orders. */
    @BeforeAll
    void write() {
        Random random = new Random(11);
        History history = new History();
        for (int i = 0; i < 30; i++) {
            history.item("i" + i, i % 7 == 0 ? "-" : "c" + i % 5, "-");
        }
        for (int u = 0; u < 40; u++) {
            history.user("u" + u);
        }
        for (int i = 0; i < 3000; i++) {
            int user = (int) (37 * random.nextDouble() * random.nextDouble());
            int age = (int) (730 * random.nextDouble() * random.nextDouble()) - 30;
            String type = random.nextInt(12) == 0 ? "return" : random.nextInt(10) == 0 ? "view" : "purchase";
            history.event(
                    type,
                    "u" + user,
                    "i" + random.nextInt(28),
                    DATE.minusDays(age).toString(),
                    String.valueOf(random.nextInt(4)),
                    random.nextInt(3) == 0 ? "-" : random.nextInt(900) / 100.0 + "",
                    random.nextInt(3) == 0 ? "-" : random.nextInt(90) / 100.0 + "",
                    random.nextInt(3) == 0 ? "-" : "o" + user + "-" + age / 2);
        }
        Dataset<Row> events = history.events().repartition(3).cache();
        events.write().parquet(path("events"));
        history.items().write().parquet(path("items"));
        Dataset<Row> userItems = UserItems.asOf(events, DATE, SETTINGS);
        UserFeatures.asOf(
                        DATE,
                        new UserFeatures.Inputs(
                                UserDays.of(events, SETTINGS), userItems, history.items(), history.users()),
                        SETTINGS)
                .write()
                .parquet(path("user_features"));
        ItemFeatures.asOf(DATE, new ItemFeatures.Inputs(events, userItems, history.items()), SETTINGS)
                .write()
                .parquet(path("item_features"));
        events.unpersist();
        assertThat(TestSpark.session().read().parquet(path("user_features")).count())
                .isEqualTo(40);
    }

    private String path(String table) {
        return folder.resolve(table).toString();
    }

    private static String windows(java.util.function.IntFunction<String> columns) {
        return java.util.Arrays.stream(WINDOWS).mapToObj(columns).collect(Collectors.joining(", "));
    }

    private static final String LINES = "(select *, type = 'purchase' bought, (date '2026-08-01' - event_date) age,"
            + " case type when 'return' then -1 else 1 end sign from events where type in ('purchase', 'return')"
            + " and event_date <= date '2026-08-01')";

    @Test
    void sumsUsersAsSqlDoes() throws SQLException {
        String sums = "select user_id, "
                + windows(d -> "coalesce(sum(sign * quantity) filter (age < " + d + "), 0) units_" + d
                        + "d, case when count(*)"
                        + " filter (age < " + d + ") = 0 then 0 else sum(sign * amount) filter (age < " + d
                        + ") end spend_" + d
                        + "d, count(distinct item_id) filter (bought and age < " + d + ") items_" + d
                        + "d, count(distinct event_date) filter (bought and age < " + d + ") active_days_" + d + "d")
                + ", min(age) filter (bought) days_since_last, max(age) filter (bought) days_since_first,"
                + " sum(discount) filter (bought and age < 90 and amount is not null and discount is not null)"
                + " / nullif(sum(amount + discount) filter (bought and age < 90 and amount is not null"
                + " and discount is not null), 0) discount_share_90d from " + LINES + " group by user_id";
        String orders = "select user_id, "
                + windows(d -> "count(*) filter (age < " + d + ") orders_" + d + "d")
                + " from (select user_id, coalesce(order_id, 'day ' || event_date) o, max(age) age from " + LINES
                + " where bought group by all) group by user_id";
        List<String> columns = Stream.concat(
                        Stream.of("units", "spend", "items", "active_days", "orders")
                                .flatMap(m -> java.util.Arrays.stream(WINDOWS).mapToObj(d -> m + "_" + d + "d")),
                        Stream.of("days_since_last", "days_since_first"))
                .toList();
        String expected = "select f.user_id, "
                + columns.stream()
                        .map(c -> c.startsWith("days")
                                ? "s." + c
                                : (c.startsWith("orders") ? "coalesce(o." : "coalesce(s.") + c
                                        + ", case when s.user_id is null or not starts_with('" + c
                                        + "', 'spend') then 0 end) " + c)
                        .collect(Collectors.joining(", "))
                + ", s.discount_share_90d from user_features f left join (" + sums + ") s using (user_id) left join ("
                + orders + ") o using (user_id)";
        assertEqual("user_features", "user_id", columns, expected);
        assertThat(
                        query(
                                "select count(*) from user_features f join (" + expected + ") e using (user_id)"
                                        + " where abs(coalesce(f.discount_share_90d, -1) - coalesce(e.discount_share_90d, -1)) > 1e-12"))
                .isZero();
        assertThat(query("select count(*) from user_features where mean_basket is distinct from"
                        + " case when orders_365d > 0 then round(spend_365d / orders_365d, 4) end"
                        + " and abs(mean_basket - spend_365d / orders_365d) > 0.00005"))
                .isZero();
    }

    @Test
    void findsTheTopCategoriesThatSqlFinds() throws SQLException {
        String counted =
                "select user_id, category, count(*) n, row_number() over (partition by user_id order by count(*) desc,"
                        + " category) as place, count(*) / sum(count(*)) over (partition by user_id) as share from "
                        + LINES
                        + " join items using (item_id) where bought and age < 365 and category is not null group by user_id, category";
        String listed =
                "select user_id, unnest(top_categories).category as category, unnest(top_categories).share as share from"
                        + " user_features";
        assertThat(query("select count(*) from (" + listed + ") l full join (select * from (" + counted
                        + ") where place <= 3) c using (user_id, category)"
                        + " where l.share is null or c.share is null or abs(l.share - c.share) > 1e-12"))
                .isZero();
        assertThat(query("select count(*) from (" + listed + ")")).isGreaterThan(50);
    }

    @Test
    void sumsItemsAsSqlDoes() throws SQLException {
        String sums = "select item_id, "
                + windows(d -> "count(distinct user_id) filter (bought and age < " + d + ") users_" + d
                        + "d, coalesce(sum(sign * quantity) filter (age < " + d + "), 0) units_" + d
                        + "d, case when count(*) filter (age < " + d
                        + ") = 0 then 0 else sum(sign * amount) filter (age < " + d
                        + ") end revenue_" + d + "d")
                + ", max(age) filter (bought) days_since_first_sale, count(*) filter (bought and age < 28) a,"
                + " count(*) filter (bought and age >= 28 and age < 56) b from " + LINES + " group by item_id";
        String repeats = "select item_id, avg((days > 1)::int) repeat_rate from (select item_id, user_id,"
                + " count(distinct event_date) as days from " + LINES + " where bought group by all) group by item_id";
        List<String> columns = Stream.concat(
                        Stream.of("users", "units", "revenue")
                                .flatMap(m -> java.util.Arrays.stream(WINDOWS).mapToObj(d -> m + "_" + d + "d")),
                        Stream.of("days_since_first_sale"))
                .toList();
        String expected = "select f.item_id, "
                + columns.stream()
                        .map(c -> c.startsWith("days")
                                ? "s." + c
                                : "case when s.item_id is null then 0 else s." + c + " end " + c)
                        .collect(Collectors.joining(", "))
                + ", case when s.a + s.b > 0 then (s.a - s.b) / (s.a + s.b) end trend, r.repeat_rate"
                + " from item_features f left join (" + sums + ") s using (item_id) left join (" + repeats
                + ") r using (item_id)";
        assertEqual("item_features", "item_id", columns, expected);
        assertThat(query("select count(*) from item_features f join (" + expected + ") e using (item_id)"
                        + " where abs(coalesce(f.trend, 9) - coalesce(e.trend, 9)) > 1e-12"
                        + " or abs(coalesce(f.repeat_rate, 9) - coalesce(e.repeat_rate, 9)) > 1e-12"))
                .isZero();
        assertThat(query("select count(*) from item_features")).isEqualTo(30);
    }

    /** All columns at once; exactly equal, nulls included. */
    private void assertEqual(String table, String key, List<String> columns, String expected) throws SQLException {
        for (String column : columns) {
            assertThat(query("select count(*) from " + table + " f join (" + expected + ") e using (" + key
                            + ") where f." + column + " is distinct from e." + column))
                    .as(column)
                    .isZero();
        }
    }

    private long query(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            for (String table : List.of("events", "items", "user_features", "item_features")) {
                statement.execute("create view " + table + " as from '" + path(table) + "/*.parquet'");
            }
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
