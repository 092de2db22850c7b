package io.nightshift.jobs.recommend;

import static io.nightshift.jobs.recommend.TestRows.event;
import static io.nightshift.jobs.recommend.TestRows.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.recommend.content.ContentJob;
import io.nightshift.jobs.recommend.content.ContentNeighboursTable;
import io.nightshift.jobs.recommend.linear.LinearJob;
import io.nightshift.jobs.recommend.neighbours.NeighboursJob;
import io.nightshift.jobs.recommend.ranking.RankerJob;
import io.nightshift.jobs.recommend.rules.RulesJob;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users with one event or none, items without events or not available, from the tables of the inputs to the lists. */
class ColdStartIT {
    private static final List<Job> JOBS = List.of(
            new InteractionsJob(),
            new AlsJob(),
            new LinearJob(),
            new NeighboursJob(),
            new ContentJob(),
            new RankerJob(),
            new RecommendJob(),
            new RulesJob());

    @TempDir
    private static Path folder;

    private static FolderRun run;

    @BeforeAll
    static void makeLists() {
        run = new FolderRun(
                folder,
                LocalDate.parse("2026-08-01"),
                ReferenceSettings.with(
                        """
                        nightshift.recommend {
                          top-n = 2, similar.min-users = 1, als { rank = 2, iterations = 2 }, ranking.model = off
                          sources { neighbours.min-users = 1, content { candidates = true, cold-candidates = 1 } }
                          placements = [ { name = home, rules = [none] }, { name = new, rules = [new] } ]
                          rules = [
                            { name = none, action = exclude, items = "price < 0" }
                            { name = new, action = pin, items = "popularity = 0", ranks = [2] }
                          ]
                        }"""));
        run.write(
                UsersTable.CONTRACT,
                TestRows.of(UsersTable.CONTRACT, List.of(user("ann"), user("bob"), user("once"), user("silent"))));
        run.write(
                ItemsTable.CONTRACT,
                TestRows.items(
                        item("black-tea", "tea", true),
                        item("green-tea", "tea", true),
                        item("pen", "office", true),
                        item("soap", "home", true),
                        item("tea-nobody-took", "tea", true),
                        item("tea-not-tonight", "tea", false),
                        item("unknown", null, true)));
        run.write(
                EventsTable.CONTRACT,
                TestRows.events(
                        event("ann", "black-tea", "2026-07-28", "purchase"),
                        event("ann", "pen", "2026-07-28", "purchase"),
                        event("ann", "soap", "2026-07-28", "purchase"),
                        event("bob", "pen", "2026-07-29", "purchase"),
                        event("bob", "soap", "2026-07-29", "purchase"),
                        event("bob", "green-tea", "2026-07-29", "purchase"),
                        event("once", "green-tea", "2026-07-30", "purchase")));
        JOBS.forEach(job -> job.compute(run));
    }

    private static Row user(String id) {
        return RowFactory.create(id, null, scala.jdk.javaapi.CollectionConverters.asScala(Map.of()));
    }

    private static List<String> list(String placement, String user) {
        Dataset<Row> rows = run.table(RecommendationsTable.CONTRACT)
                .where("placement = '" + placement + "' and user_id = '" + user + "'")
                .orderBy("rank")
                .select("item_id", "source", "reason");
        return Arrays.stream((Row[]) rows.collect())
                .map(row -> row.mkString(" "))
                .toList();
    }

    @Test
    void aUserWithOneEventIsServedFromIt() {
        assertThat(list("home", "once")).hasSize(2).first().isEqualTo("green-tea repeat bought-before");
    }

    @Test
    void aUserWithoutEventsGetsWhatIsPopular() {
        assertThat(list("home", "silent")).containsExactly("green-tea popular popular", "pen popular popular");
    }

    @Test
    void anItemNobodyTookReachesThoseWhoLikeItsKindByARule() {
        assertThat(list("new", "once").get(1)).isEqualTo("tea-nobody-took content like:green-tea");
        assertThat(list("new", "ann").get(1)).isEqualTo("tea-nobody-took content like:black-tea");
        // Without a history it is one of the popular items, behind all others.
        assertThat(list("new", "silent").get(1)).startsWith("tea-nobody-took ").doesNotContain("content");
    }

    @Test
    void anItemThatIsNotAvailableIsInNoList() {
        assertThat(run.table(RecommendationsTable.CONTRACT)
                        .where("item_id = 'tea-not-tonight'")
                        .count())
                .isZero();
        assertThat(run.table(RankedCandidatesTable.CONTRACT)
                        .where("item_id = 'tea-not-tonight'")
                        .count())
                .isZero();
        Dataset<Row> alike = run.table(ContentNeighboursTable.CONTRACT);
        assertThat(alike.where("similar_item_id = 'tea-not-tonight'").count()).isZero();
        assertThat(alike.where("item_id = 'tea-not-tonight'").count()).isEqualTo(3);
        assertThat(alike.where("item_id = 'tea-nobody-took'").count()).isEqualTo(2);
        assertThat(alike.where("item_id = 'unknown'").count()).isZero();
    }
}
