package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.errors.ExitCode;
import io.nightshift.jobs.recommend.ItemRecommendationsTable;
import io.nightshift.jobs.recommend.RankedCandidatesTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.spark.TestSpark;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A night with rules, and what becomes of its lists when stock, prices and rules change: the steps follow one another. Long because all of them
 * look at that night, which takes longer than they do.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefilterIT {
    private static final String RULES =
            """
            nightshift {
              inputs.items = [ {
                path = "%s", format = csv
                columns { item-id = item, title = name, category = group, price = price, available = stock }
                attributes { region = region }
              } ]
              inputs.users = [ { path = "%s", format = csv, columns { user-id = user }, attributes { region = home, age = age } } ]
              recommend {
                placements = [
                  { name = home }, { name = e-mail, top-n = 4, rules = [cheap, new] }
                  { name = page, for = items, top-n = 6 }
                  { name = basket, for = items, top-n = 3, sources = [basket, neighbours, als, content], rules = [cheap] }
                ]
                sources { basket.min-orders = 1, neighbours.min-users = 1, content.candidates = true }, similar.min-users = 1
                rules = [
                  { name = cheap, action = exclude, items = "price < 2" }
                  { name = adults, action = exclude, items = "category = 'G3'", users = "coalesce(age, 0) < 18" }
                  { name = region, action = match, item = region, user = region }
                  { name = variety, action = cap, by = category, most = 4 }
                  { name = new, action = pin, items = "item_id = 'i99'", ranks = [2] }
                  { name = never-both, action = apart, items = "item_id = 'i04'", others = "item_id in ('i05', 'i06', 'i09')" }
                ]
              }
            }
            """;

    @TempDir
    private static Path folder;

    private static SmallShop shop;

    private record Ended(ExitCode code, String out, String err) {}

    @BeforeAll
    static void runOneNight() throws IOException {
        TestSpark.session();
        shop = new SmallShop(folder.resolve("shop"));
        Path users = folder.resolve("users.csv");
        Files.writeString(users, "user,home,age\nu07,north,30\nu08,south,12\nsilent,,\n");
        Files.writeString(shop.events(), "once,i05,2026-07-30T10:00:00Z,1,5.00,b-once\n", StandardOpenOption.APPEND);
        Files.writeString(shop.items(), items("i03"));
        Files.writeString(shop.settings(), RULES.formatted(shop.items(), users), StandardOpenOption.APPEND);
        Ended night = nightshift("nightly", "--run-id", "first");
        assertThat(night.code()).as(night.err()).isEqualTo(ExitCode.DONE);
    }

    /** i00 to i29 as in the shop, i99 that nobody knows; i00 and i01 cost 1, i10 is for the north. */
    private static String items(String soldOut) {
        StringBuilder text = new StringBuilder("item,name,group,price,stock,region\n");
        for (int item = 0; item < SmallShop.ITEMS; item++) {
            String id = "i%02d".formatted(item);
            text.append("%s,Item number %d,G%d,%d,%s,%s%n"
                    .formatted(id, item, item % 4, item < 2 ? 1 : 5, !id.equals(soldOut), item == 10 ? "north" : ""));
        }
        return text + "i99,Brand new,G1,9,true,\n";
    }

    private static Ended nightshift(String command, String... more) {
        List<String> args =
                new ArrayList<>(List.of(command, "--config", shop.settings().toString()));
        if (!command.equals("prune")) {
            args.addAll(List.of("--date", SmallShop.DAY.toString()));
        }
        args.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine line = CommandLineInterface.commandLine();
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        int status = line.execute(args.toArray(String[]::new));
        return new Ended(
                ExitCode.values()[status], out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Warehouse warehouse() {
        return Warehouse.open(
                shop.warehouse().toString(), TestSpark.session().sparkContext().hadoopConfiguration());
    }

    private static Release live() {
        return warehouse().releases().live().orElseThrow();
    }

    private static Dataset<Row> lists(String condition) {
        return warehouse()
                .read(TestSpark.session(), live(), RecommendationsTable.CONTRACT)
                .where(condition);
    }

    private static Dataset<Row> ofItems(String condition) {
        return warehouse()
                .read(TestSpark.session(), live(), ItemRecommendationsTable.CONTRACT)
                .where(condition);
    }

    @Test
    @Order(1)
    void theNightFollowsTheRules() {
        assertThat(lists("item_id in ('i00', 'i01', 'i03')").isEmpty()).isTrue();
        assertThat(lists("rank = 2 and item_id <> 'i99'").isEmpty()).isTrue();
        assertThat(lists("placement = 'home' and user_id = 'u07'").count()).isEqualTo(10);
        assertThat(lists("placement = 'e-mail' and user_id = 'u07'").count()).isEqualTo(4);
        assertThat(lists("placement = 'home' and item_id = 'i10' and user_id <> 'u07'")
                        .isEmpty())
                .isTrue();
        assertThat(lists(
                                "placement = 'home' and user_id = 'u08' and item_id in ('i07', 'i11', 'i15', 'i19', 'i23', 'i27')")
                        .isEmpty())
                .isTrue();
        assertThat(live().audits()).extracting(audit -> audit.check()).contains("rules-kept", "list-length");
    }

    @Test
    @Order(2)
    void duckDbFindsNoRuleBrokenInTheReleasedFiles() throws SQLException {
        assertThat(duckDb("select count(*) from lists where placement = 'home'"
                        + " and (user_id, item_id) not in (select user_id, item_id from eligible)"))
                .as("exclude, match and availability")
                .isZero();
        assertThat(duckDb("select count(*) from lists join goods using (item_id) where price < 2 or not stock"))
                .as("what the e-mail excludes")
                .isZero();
        assertThat(duckDb("select count(*) from (select user_id, category, count(*) n from lists join goods"
                        + " using (item_id) where placement = 'home' group by all) where n > 4"))
                .as("cap")
                .isZero();
        assertThat(duckDb("select count(*) from people left join lists on lists.user_id = people.user_id and rank = 2"
                        + " and item_id = 'i99' group by people.user_id having count(placement) <> 2"))
                .as("pins")
                .isZero();
        assertThat(duckDb("select count(*) from (select count(*) n, count(distinct item_id) items, min(rank) low,"
                        + " max(rank) high from lists group by placement, user_id)"
                        + " where n <> items or low <> 1 or high <> n"))
                .as("ranks")
                .isZero();
        assertThat(duckDb("with room as (select user_id, least(10, sum(least(n, 4))) places"
                        + " from (select user_id, category, count(*) n from eligible group by all) group by user_id)"
                        + " select count(*) from room left join (select user_id, count(*) n from lists"
                        + " where placement = 'home' group by user_id) using (user_id) where coalesce(n, 0) <> places"))
                .as("length")
                .isZero();
        assertThat(duckDb("select count(distinct user_id) from lists")).isEqualTo(SmallShop.USERS + 2);
        assertThat(duckDb("select count(*) from (select placement, user_id, count(*) filter (item_id = 'i04') one,"
                        + " count(*) filter (item_id in ('i05', 'i06', 'i09')) other from lists where placement = 'home'"
                        + " group by all) where one > 0 and other > 0"))
                .as("apart")
                .isZero();
    }

    @Test
    @Order(2)
    void reportsWhatEachRuleDid() {
        Ended report = nightshift("report", "--run-id", "first", "--json");

        assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.DONE);
        assertThat(figure(report.out(), "rules.home.cheap.removed")).isPositive();
        assertThat(figure(report.out(), "rules.page.cheap.removed")).isPositive();
        // Everybody of the audience has i99 in second place; so has each page but its own.
        assertThat(figure(report.out(), "rules.home.new.pinned")).isEqualTo(SmallShop.USERS + 2);
        assertThat(figure(report.out(), "rules.page.new.pinned")).isEqualTo(SmallShop.ITEMS);
        assertThat(report.out())
                .contains("rules.home.adults.", "rules.home.never-both.")
                .doesNotContain("rules.page.adults");
    }

    private static long figure(String json, String name) {
        Matcher found = Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*([0-9.]+)")
                .matcher(json);
        assertThat(found.find()).as(name).isTrue();
        return (long) Double.parseDouble(found.group(1));
    }

    @Test
    @Order(2)
    void itemsNobodyTookComeToUsersByTheirContent() {
        assertThat(warehouse()
                        .read(TestSpark.session(), live(), RankedCandidatesTable.CONTRACT)
                        .where("item_id = 'i99' and source = 'content'")
                        .isEmpty())
                .isFalse();
    }

    @Test
    @Order(2)
    void duckDbFindsTheListsOfItemsWholeAndNoRuleBrokenInThem() throws SQLException {
        assertThat(duckDb("select count(*) from pages join goods on recommended_item_id = goods.item_id"
                        + " where price < 2 or not stock or recommended_item_id = pages.item_id"))
                .as("excluded, not available, the item itself")
                .isZero();
        assertThat(duckDb("select count(*) from (select pages.item_id, category, count(*) n from pages join goods"
                        + " on recommended_item_id = goods.item_id where placement = 'page' group by all) where n > 4"))
                .as("cap")
                .isZero();
        assertThat(
                        duckDb(
                                "select count(*) from goods left join pages on pages.item_id = goods.item_id and rank = 2"
                                        + " and placement = 'page' where recommended_item_id is distinct from 'i99' and goods.item_id <> 'i99'"))
                .as("pins")
                .isZero();
        assertThat(duckDb("select count(*) from goods left join (select item_id, placement, count(*) n,"
                        + " count(distinct recommended_item_id) items, min(rank) low, max(rank) high from pages group by all)"
                        + " using (item_id) where n is distinct from if(placement = 'page', 6, 3) or n <> items or low <> 1"
                        + " or high <> n"))
                .as("length and ranks, also of what is sold out and of what nobody took")
                .isZero();
        assertThat(duckDb("select count(*) from pages")).isEqualTo((SmallShop.ITEMS + 1) * (6 + 3));
    }

    @Test
    @Order(2)
    void duckDbFusesTheRanksOfTheSourcesToTheSameScores() throws SQLException {
        String fused = "with votes as (select item_id, similar_item_id other, rank from similar_items"
                + " union all select item_id, neighbour_id, rank from item_neighbours"
                + " union all select id, other_id, rank from bought_together where scope = 'item' and lift > 1"
                + " union all select item_id, similar_item_id, rank from content_neighbours),"
                + " fused as (select votes.item_id, other, sum(1 / (60.0 + rank)) score from votes join goods on other = goods.item_id"
                + " where stock group by all),"
                + " candidates as (from item_candidates where placement = 'basket') ";
        assertThat(duckDb("select count(*) from item_candidates where placement = 'basket'"))
                .isGreaterThan(100);
        assertThat(
                        duckDb(
                                fused
                                        + "select count(*) from candidates left join fused on fused.item_id = candidates.item_id"
                                        + " and other = recommended_item_id where abs(candidates.score - fused.score) > 1e-6 or other is null"))
                .isZero();
        assertThat(duckDb(
                        fused + "select count(*) from fused left join candidates on fused.item_id = candidates.item_id"
                                + " and other = recommended_item_id where recommended_item_id is null and fused.score - 1e-6 >"
                                + " (select min(score) from candidates c where c.item_id = fused.item_id)"))
                .as("what is left out is worse than what is in")
                .isZero();
        assertThat(duckDb(
                        fused + "select count(*) from fused left join candidates on fused.item_id = candidates.item_id"
                                + " and other = recommended_item_id where recommended_item_id is null and fused.item_id in"
                                + " (select item_id from candidates group by item_id having count(*) < 15)"))
                .as("nothing is left out where there is room")
                .isZero();
        assertThat(duckDb(fused + "select count(*) from fused where other is not null"
                        + " and item_id in (select item_id from candidates group by item_id having count(*) > 15)"))
                .isZero();
    }

    /** The first value of a query of DuckDB's over the released tables and the input files, 0 without a row. */
    private static long duckDb(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Map<String, String> views = Map.of(
                    "lists", "recommendations",
                    "pages", "item_recommendations",
                    "item_candidates", "ranked_item_candidates",
                    "similar_items", "similar_items",
                    "item_neighbours", "item_neighbours",
                    "bought_together", "bought_together",
                    "content_neighbours", "content_neighbours");
            for (Map.Entry<String, String> view : views.entrySet()) {
                String files = warehouse().path(live(), view.getValue()).toUri().getPath();
                statement.execute("create view " + view.getKey() + " as select * from '" + files + "/**/*.parquet'");
            }
            statement.execute(
                    "create view goods as select item item_id, \"group\" category, price, stock, region from '"
                            + shop.items() + "'");
            statement.execute("create view people as select user_id, home, age from (select \"user\" user_id from '"
                    + shop.events() + "' union select \"user\" from '" + folder.resolve("users.csv")
                    + "') left join (select \"user\" user_id, home, age from '" + folder.resolve("users.csv")
                    + "') using (user_id)");
            statement.execute("create view eligible as select user_id, item_id, category from people cross join goods"
                    + " where stock and price >= 2 and not (category = 'G3' and coalesce(age, 0) < 18)"
                    + " and (region is null or region = home)");
            try (ResultSet result = statement.executeQuery(query)) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    @Test
    @Order(3)
    void everybodyHasAListAlsoUsersWithOneEventOrNone() {
        for (String user : List.of("once", "silent")) {
            assertThat(lists("placement = 'home' and user_id = '" + user + "'").count())
                    .as(user)
                    .isEqualTo(10);
        }
        assertThat(lists("user_id = 'once' and item_id = 'i05' and sentence = 'you bought it before'")
                        .isEmpty())
                .isFalse();
    }

    @Test
    @Order(4)
    void showsRulesAndReasonsOfAUser() {
        Ended inspect = nightshift("inspect", "user", "u07");

        assertThat(inspect.code()).as(inspect.err()).isEqualTo(ExitCode.DONE);
        assertThat(inspect.out()).contains("because you bought", "time to buy again", "Brand new", "e-mail");
        // Without a history nothing but the rule speaks for it.
        assertThat(lists("user_id = 'silent' and item_id = 'i99' and sentence <> 'our recommendation'")
                        .isEmpty())
                .isTrue();
        assertThat(lists("user_id = 'silent' and item_id = 'i99'").count()).isEqualTo(2);
    }

    @Test
    @Order(5)
    void refiltersWithTheStockOfNow() throws IOException {
        Release night = live();
        Path noon = folder.resolve("noon.csv");
        Files.writeString(noon, items("i05"));

        Ended refilter = nightshift("refilter", "--items", noon.toString(), "--run-id", "noon");

        assertThat(refilter.code()).as(refilter.err()).isEqualTo(ExitCode.DONE);
        assertThat(live().number()).isEqualTo(night.number() + 1);
        assertThat(lists("item_id = 'i05'").isEmpty()).isTrue();
        assertThat(ofItems("recommended_item_id = 'i05'").isEmpty()).isTrue();
        assertThat(ofItems("recommended_item_id = 'i03'").isEmpty())
                .as("sold out at night and back since")
                .isTrue();
        assertThat(ofItems("item_id = 'i05' and placement = 'page'").count()).isEqualTo(6);
        for (String table : List.of(
                "ranked_item_candidates", "user_features", "similar_items", "ranked_candidates", "model_metrics")) {
            assertThat(live().table(table)).as(table).isEqualTo(night.table(table));
        }
        assertThat(live().inputs().toString()).contains("noon.csv");
        assertThat(nightshift("verify", "--run-id", "noon").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Order(6)
    void refiltersAgainAfterAPrune() {
        assertThat(nightshift("prune", "--keep", "1").code()).isEqualTo(ExitCode.DONE);
        assertThat(nightshift("verify", "--run-id", "noon").code()).isEqualTo(ExitCode.DONE);

        Ended refilter = nightshift("refilter", "--run-id", "evening");

        assertThat(refilter.code()).as(refilter.err()).isEqualTo(ExitCode.DONE);
        assertThat(lists("item_id = 'i03'").isEmpty()).isTrue();
        assertThat(nightshift("prune", "--keep", "1").code()).isEqualTo(ExitCode.DONE);
        assertThat(nightshift("inspect", "user", "u07").out()).contains("Latest events", "Brand new");
    }

    @Test
    @Order(7)
    void refusesPlacementsThatTheReleaseHasNoCandidatesOf() {
        long releases = live().number();
        Ended refused = nightshift(
                "refilter",
                "--set",
                "nightshift.recommend.placements=[{name=home,sources=[als]},{name=e-mail,top-n=5},{name=page,top-n=6},"
                        + "{name=footer},{name=basket,for=items,top-n=2,sources=[basket,neighbours,als,content]}]",
                "--set",
                "nightshift.recommend.rules=[]");

        assertThat(refused.code()).isEqualTo(ExitCode.SETTINGS);
        for (String placement : List.of("home", "e-mail", "page", "footer")) {
            assertThat(refused.err()).contains("recommend.placements=" + placement + ", expected one that release ");
        }
        assertThat(refused.err()).doesNotContain("placements=basket");
        assertThat(live().number()).isEqualTo(releases);
    }

    @Test
    @Order(7)
    void tellsBadRulesBeforeAnythingIsComputed() {
        long releases = live().number();
        Ended refused = nightshift(
                "refilter",
                "--set",
                "nightshift.recommend.rules=[{name=cheap,action=exclude,items=\"prize < 1\"},"
                        + "{name=new,action=cap,by=\"rand()\",most=1},{name=adults,action=bury,users=age}]");

        assertThat(refused.code()).isEqualTo(ExitCode.SETTINGS);
        assertThat(refused.err())
                .contains(
                        "nightshift.recommend.rules[0].items=prize < 1, expected a condition over the columns of items;"
                                + " there is no column prize; did you mean price?",
                        "nightshift.recommend.rules[1].by=rand()",
                        "nightshift.recommend.rules[2].users=age, expected a condition over the columns of users; it is of"
                                + " type STRING");
        assertThat(live().number()).isEqualTo(releases);
    }

    @Test
    @Order(8)
    void needsAReleaseToStartFrom() {
        Ended refused = nightshift("refilter", "--date", "2026-07-01");

        assertThat(refused.code()).isIn(ExitCode.INPUT_MISSING, ExitCode.SETTINGS);
        try (Stream<Path> dates = Files.list(shop.warehouse().resolve("runs"))) {
            assertThat(dates).hasSize(1);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    @Order(9)
    void publishesTablesThatSettingsSwitchOffAndOnAgain() {
        Ended without = nightshift(
                "nightly",
                "--run-id",
                "without",
                "--set",
                "nightshift.evaluate.schedule=off",
                "--set",
                "nightshift.recommend.placements=[{name=home}]",
                "--set",
                "nightshift.recommend.rules=[]",
                "--set",
                "nightshift.recommend.sources.basket.enabled=false");

        assertThat(without.code()).as(without.err()).isEqualTo(ExitCode.DONE);
        assertThat(ofItems("true").isEmpty()).isTrue();
        assertThat(live().audits())
                .filteredOn(audit -> audit.check().equals("row-count"))
                .extracting(audit -> audit.table())
                .contains("recommendations", "item_neighbours")
                .doesNotContain("bought_together", "item_recommendations", "model_metrics");

        Ended again = nightshift("nightly", "--run-id", "again", "--set", "nightshift.evaluate.schedule=weekly");

        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
        assertThat(ofItems("true").isEmpty()).isFalse();
    }
}
