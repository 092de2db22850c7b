package io.nightshift.jobs.recommend;

import static io.nightshift.jobs.recommend.TestRows.event;
import static io.nightshift.jobs.recommend.TestRows.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.FolderRun;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of lists after one another, from tables to tables. */
class RecommendJobsIT {
    private static final List<Job> JOBS = List.of(
            new InteractionsJob(),
            new AlsJob(),
            new PopularJob(),
            new LinearJob(),
            new NeighboursJob(),
            new RankerJob(),
            new RecommendJob(),
            new RulesJob());

    @TempDir
    private Path folder;

    private FolderRun night(String name) {
        FolderRun run = new FolderRun(
                folder.resolve(name),
                LocalDate.parse("2026-08-01"),
                ReferenceSettings.with(
                        "nightshift.recommend { top-n = 3, similar.min-users = 1, sources.neighbours.min-users = 1"
                                + ", als { rank = 2, iterations = 2 }, seen.purchase = 90, seen.view = never }"));
        run.write(
                UsersTable.CONTRACT,
                TestRows.of(UsersTable.CONTRACT, List.of(user("ann"), user("bob"), user("cleo"), user("dan"))));
        run.write(
                ItemsTable.CONTRACT,
                TestRows.items(
                        item("apple", "fruit", true),
                        item("pear", "fruit", true),
                        item("soap", "home", true),
                        item("sold-out", "home", false)));
        run.write(
                EventsTable.CONTRACT,
                TestRows.events(
                        event("ann", "apple", "2026-07-30", "purchase"),
                        event("ann", "soap", "2026-03-01", "purchase"),
                        event("bob", "apple", "2026-07-20", "purchase"),
                        event("bob", "pear", "2026-07-21", "purchase"),
                        event("bob", "sold-out", "2026-07-21", "view"),
                        event("cleo", "soap", "2026-07-22", "view")));
        JOBS.forEach(job -> job.compute(run));
        return run;
    }

    private static Row user(String id) {
        return RowFactory.create(id, null, scala.jdk.javaapi.CollectionConverters.asScala(Map.of()));
    }

    @Test
    void writeEveryTableTheyDeclareInItsShape() {
        FolderRun run = night("one");

        // Four users are too few to learn from, for links and for a trend; there is no rule, and no placement of items.
        List<String> empty = List.of(
                "earlier_links",
                "earlier_suggestions",
                "ranker_models",
                "rule_effects",
                "trending_items",
                "ranked_item_candidates",
                "item_recommendations");
        for (Job job : JOBS) {
            for (Contract table : job.writes()) {
                assertThat(run.rows(table) > 0).as(table.table()).isEqualTo(!empty.contains(table.table()));
                assertThat(table.key().stream()
                                .allMatch(key ->
                                        run.table(table).where(key + " is null").isEmpty()))
                        .as(table.table())
                        .isTrue();
            }
        }
        // Three items are available; ann bought the apple and bob apple and pear within 90 days.
        assertThat(lists(run).where("user_id = 'ann'").count()).isEqualTo(2);
        assertThat(lists(run).where("user_id = 'bob'").count()).isEqualTo(1);
        assertThat(lists(run).where("user_id = 'cleo'").count()).isEqualTo(3);
        assertThat(lists(run).where("user_id = 'dan'").count()).isEqualTo(3);
        assertThat(lists(run).where("item_id = 'sold-out'").count()).isZero();
        assertThat(lists(run)
                        .where("user_id = 'ann' and item_id = 'soap'")
                        .select("source")
                        .first()
                        .getString(0))
                .isEqualTo("repeat");
    }

    @Test
    void writeTheSameRowsAgain() {
        assertThat(text(night("one"))).isEqualTo(text(night("again")));
    }

    private static Dataset<Row> lists(FolderRun run) {
        return run.table(RecommendationsTable.CONTRACT);
    }

    private static List<String> text(FolderRun run) {
        Row[] rows = (Row[]) lists(run)
                .orderBy(RecommendationsTable.USER_ID, RecommendationsTable.RANK)
                .collect();
        return Arrays.stream(rows).map(Row::mkString).toList();
    }
}
