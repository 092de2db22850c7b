package io.nightshift.jobs.recommend;

import static io.nightshift.jobs.recommend.TestRows.event;
import static io.nightshift.jobs.recommend.TestRows.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.ranking.Ranker;
import io.nightshift.spark.DenseIds;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lists hold, each rule by a night of few users that can be checked by hand; long for its many small tables. */
class UserListsIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-01");
    private static final String SETTINGS =
            """
            nightshift.recommend {
              top-n = 15, similar { top-n = 3, min-users = 2 }
              seen { purchase = 30, view = never, rating = always }
            }
            """;

    /** 40 users, of whom the last 4 have no event, and 30 items, every seventh not available. */
    private static final class Shop {
        final NightshiftSettings settings;
        final Dataset<Row> items;
        final Dataset<Row> userIndex;
        final Dataset<Row> itemIndex;
        final Dataset<Row> pairs;
        final ListInputs inputs;

        Shop(List<Row> events, List<String> users, List<Row> itemRows, String text) {
            settings = ReferenceSettings.with(text);
            items = TestRows.of(ItemsTable.CONTRACT, itemRows);
            userIndex = DenseIds.of(
                            TestSpark.session()
                                    .createDataset(users, Encoders.STRING())
                                    .toDF("user_id"),
                            "user_id",
                            "user")
                    .cache();
            itemIndex = DenseIds.of(items, "item_id", "item").cache();
            pairs = Interactions.densePairs(
                            Interactions.dense(TestRows.of(EventsTable.CONTRACT, events), userIndex, itemIndex),
                            DATE,
                            settings.interactions(),
                            settings.recommend().seen())
                    .cache();
            Factors factors = Factors.of(
                    vectors(pairs.where("weight > 0").select("user"), "user"),
                    vectors(pairs.where("weight > 0").select("item"), "item"));
            inputs = new ListInputs(
                    userIndex, items, itemIndex, pairs, factors, List.of(), Optional.empty(), Ranker.NONE, DATE);
        }

        /** Vectors of three numbers from -1 to 1 that depend on the id alone. */
        private static Dataset<Row> vectors(Dataset<Row> ids, String idColumn) {
            return ids.distinct()
                    .selectExpr(
                            idColumn,
                            "transform(sequence(1, 3), k -> cast((hash(" + idColumn
                                    + ", k) % 1000) / 1000.0 as float)) factor");
        }

        Dataset<Row> lists(ListInputs from) {
            return UserLists.of(from, List.of(settings.recommend().home()), settings.recommend());
        }

        ListInputs repartitioned(int partitions) {
            return new ListInputs(
                    inputs.audience().repartition(partitions),
                    items.repartition(partitions),
                    itemIndex.repartition(partitions),
                    pairs.repartition(partitions),
                    inputs.factors(),
                    List.of(),
                    Optional.empty(),
                    Ranker.NONE,
                    DATE);
        }
    }

    private static Shop generated() {
        Random random = new Random(3);
        List<String> users = new ArrayList<>();
        List<Row> items = new ArrayList<>();
        List<Row> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            items.add(item("i" + i, i % 5 == 0 ? null : "c" + i % 3, i % 7 != 0));
        }
        for (int u = 0; u < 40; u++) {
            users.add("u" + u);
            for (int e = 0; u < 36 && e < 3 * u; e++) {
                String day = LocalDate.parse("2026-08-01")
                        .minusDays(random.nextInt(60))
                        .toString();
                String type = List.of("purchase", "view", "rating", "return").get(random.nextInt(4));
                events.add(event("u" + u, "i" + (int) Math.sqrt(random.nextInt(900)), day, type));
            }
        }
        return new Shop(events, users, items, SETTINGS);
    }

    @Test
    void givesEveryUserAllEligibleItemsUpToTheListLengthAsDuckDbCountsThem(@TempDir Path folder) throws SQLException {
        Shop shop = generated();
        write(shop.lists(shop.inputs), folder, "lists");
        write(shop.pairs, folder, "pairs");
        write(shop.items, folder, "items");
        write(shop.itemIndex, folder, "item_index");
        write(shop.userIndex, folder, "user_index");

        String hidden = "(select u.user_id, i.item_id from pairs p join user_index u using (\"user\") join item_index i"
                + " using (item) where hidden_until > date '2026-08-01')";
        assertThat(query(folder, "select count(distinct user_id) from lists")).isEqualTo(40);
        assertThat(query(folder, "select count(*) from lists join items using (item_id) where not available"))
                .isZero();
        assertThat(query(folder, "select count(*) from lists join " + hidden + " using (user_id, item_id)"))
                .isZero();
        assertThat(query(folder, "select count(*) from " + hidden)).isPositive();
        assertThat(query(
                        folder,
                        "select count(*) from (select user_id, count(*) n, count(distinct item_id) items,"
                                + " max(rank) final_rank, min(rank) first_rank from lists group by 1)"
                                + " where n <> items or n <> final_rank or first_rank <> 1"))
                .isZero();
        assertThat(query(
                        folder,
                        "with eligible as (select u.user_id, count(*) n from user_index u cross join items i"
                                + " where i.available and (u.user_id, i.item_id) not in " + hidden + " group by 1)"
                                + " select count(*) from eligible left join"
                                + " (select user_id, count(*) listed from lists group by 1) using (user_id)"
                                + " where coalesce(listed, 0) <> least(n, 15)"))
                .isZero();
        assertThat(query(folder, "select count(distinct source) from lists")).isGreaterThanOrEqualTo(3);
    }

    @Test
    void makesTheSameListsFromAnyPartitioning() {
        Shop shop = generated();
        List<String> expected = text(shop.lists(shop.inputs));

        for (int partitions : new int[] {2, 5, 9}) {
            assertThat(text(shop.lists(shop.repartitioned(partitions)))).isEqualTo(expected);
        }
    }

    @Test
    void shufflesThePairsOnce() {
        Shop shop = generated();
        String plan = shop.lists(shop.inputs).queryExecution().executedPlan().toString();

        // Beside the pairs, only users and their vectors meet in a join.
        assertThat(plan).contains("MapPartitions").doesNotContain("CartesianProduct", "BroadcastNestedLoopJoin");
        assertThat(plan.split("Exchange hashpartitioning\\(shiftright", -1)).hasSize(2);
    }

    @Test
    void servesUsersWhoDidNothingYetInAShopWithoutEvents() {
        Shop shop = new Shop(
                List.of(),
                List.of("u1", "u2"),
                List.of(item("b", "c", true), item("a", null, true), item("x", "c", false)),
                SETTINGS);

        assertThat(text(shop.lists(shop.inputs)))
                .containsExactly(
                        "u1 1 a 0.0 popular popular",
                        "u1 2 b 0.0 popular popular",
                        "u2 1 a 0.0 popular popular",
                        "u2 2 b 0.0 popular popular");
        assertThat(SimilarItems.of(shop.inputs, shop.settings.recommend().similar())
                        .count())
                .isZero();
    }

    @Test
    void servesOneUserAndOneItem() {
        List<Row> events = List.of(event("u", "i", "2026-06-01", "purchase"));
        Shop shop = new Shop(events, List.of("u"), List.of(item("i", null, true)), SETTINGS);
        Shop hiding = new Shop(
                events, List.of("u"), List.of(item("i", null, true)), "nightshift.recommend.seen.purchase = always");

        assertThat(text(shop.lists(shop.inputs))).hasSize(1).first().asString().endsWith("repeat bought-before");
        assertThat(hiding.lists(hiding.inputs).count()).isZero();
    }

    @Test
    void refusesMoreItemDataThanTheLimit() {
        Shop shop = generated();
        ListInputs inputs = shop.inputs;

        assertThatThrownBy(() -> CatalogueReader.check(3L << 20, new CatalogueSettings(28, 7, 2)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "Cannot send the items to the executors: recommend.catalogue.max-broadcast-mb=2, expected room"
                                + " for 3 MB and more; raise it, lower recommend.als.rank, or leave items out of the items input");
        assertThat(CatalogueReader.read(inputs, new CatalogueSettings(28, 7, 2)).items())
                .isEqualTo(30);
    }

    @Test
    void findsSimilarItemsAsComparingAllPairsWould() {
        Shop shop = generated();
        Dataset<Row> similar =
                SimilarItems.of(shop.inputs, shop.settings.recommend().similar());
        Dataset<Row> supported =
                shop.pairs.where("weight > 0").groupBy("item").count().where("count >= 2");
        Row[] vectors = (Row[]) shop.inputs
                .factors()
                .items()
                .join(supported, "item")
                .join(shop.itemIndex, "item")
                .join(shop.items, "item_id")
                .select("item_id", "factor", "available")
                .collect();

        for (Row item : vectors) {
            List<String> expected = Arrays.stream(vectors)
                    .filter(other -> other.getBoolean(2) && !other.getString(0).equals(item.getString(0)))
                    .sorted((a, b) -> Double.compare(cosine(item, b), cosine(item, a)))
                    .filter(other -> cosine(item, other) > 0)
                    .limit(3)
                    .map(row -> row.getString(0))
                    .toList();
            Row[] found = (Row[]) similar.where("item_id = '" + item.getString(0) + "'")
                    .orderBy("rank")
                    .collect();
            assertThat(Arrays.stream(found).map(row -> row.getString(2))).containsExactlyElementsOf(expected);
        }
    }

    private static double cosine(Row a, Row b) {
        float[] x = FloatArrays.of(a, 1);
        float[] y = FloatArrays.of(b, 1);
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.length; k++) {
            dot += (double) x[k] * y[k];
            xx += (double) x[k] * x[k];
            yy += (double) y[k] * y[k];
        }
        return dot / Math.sqrt(xx * yy);
    }

    @Test
    void limitsTheAudienceToTheActive() {
        Shop shop = new Shop(
                List.of(event("late", "i", "2026-07-31", "view"), event("early", "i", "2026-07-30", "view")),
                List.of("late", "early", "never"),
                List.of(item("i", null, true)),
                SETTINGS);

        assertThat(Audience.of(shop.userIndex, shop.pairs, DATE, java.util.Optional.of(2))
                        .select("user_id")
                        .as(Encoders.STRING())
                        .toLocalIterator())
                .toIterable()
                .containsExactly("late");
        assertThat(Audience.of(shop.userIndex, shop.pairs, DATE, java.util.Optional.empty())
                        .count())
                .isEqualTo(3);
    }

    private static List<String> text(Dataset<Row> lists) {
        return Arrays.stream((Row[]) lists.orderBy("user_id", "rank")
                        .select("user_id", "rank", "item_id", "score", "source", "reason")
                        .collect())
                .map(row -> row.mkString(" "))
                .toList();
    }

    private static void write(Dataset<Row> rows, Path folder, String name) {
        rows.write().parquet(folder.resolve(name).toString());
    }

    private static long query(Path folder, String sql) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (String table : List.of("lists", "pairs", "items", "item_index", "user_index")) {
                statement.execute(
                        "create view " + table + " as select * from '" + folder + "/" + table + "/*.parquet'");
            }
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
