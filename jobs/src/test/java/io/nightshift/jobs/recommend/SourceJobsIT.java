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
import io.nightshift.jobs.recommend.again.AgainJob;
import io.nightshift.jobs.recommend.again.BuyAgainTable;
import io.nightshift.jobs.recommend.basket.BasketJob;
import io.nightshift.jobs.recommend.basket.BoughtTogetherTable;
import io.nightshift.jobs.recommend.content.ContentJob;
import io.nightshift.jobs.recommend.linear.LinearJob;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.jobs.recommend.links.ItemLinks;
import io.nightshift.jobs.recommend.neighbours.ItemNeighboursTable;
import io.nightshift.jobs.recommend.neighbours.NeighboursJob;
import io.nightshift.jobs.recommend.neighbours.UserNeighboursJob;
import io.nightshift.jobs.recommend.neighbours.ViewedThenBoughtJob;
import io.nightshift.jobs.recommend.neighbours.ViewedThenBoughtTable;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of the sources, from tables to tables. */
class SourceJobsIT {
    private static final List<Job> SOURCES = List.of(
            new NeighboursJob(),
            new LinearJob(),
            new BasketJob(),
            new AgainJob(),
            new ContentJob(),
            new ViewedThenBoughtJob(),
            new UserNeighboursJob());

    @TempDir
    private Path folder;

    private FolderRun night(String sources) {
        FolderRun run = new FolderRun(
                folder,
                LocalDate.parse("2026-08-01"),
                ReferenceSettings.with(
                        "nightshift { interactions.half-life-days = null, recommend.sources { " + sources + " } }"));
        run.write(
                UsersTable.CONTRACT,
                TestRows.of(
                        UsersTable.CONTRACT,
                        List.of(
                                RowFactory.create(
                                        "ann", null, scala.jdk.javaapi.CollectionConverters.asScala(Map.of())),
                                RowFactory.create(
                                        "bob", null, scala.jdk.javaapi.CollectionConverters.asScala(Map.of())))));
        run.write(
                ItemsTable.CONTRACT,
                TestRows.items(item("bread", "food", true), item("milk", "food", true), item("tea", "drinks", true)));
        run.write(
                EventsTable.CONTRACT,
                TestRows.events(
                        event("ann", "bread", "2026-07-30", "purchase"),
                        event("ann", "milk", "2026-07-30", "purchase"),
                        event("ann", "milk", "2026-07-26", "purchase"),
                        event("bob", "bread", "2026-07-20", "purchase"),
                        event("bob", "tea", "2026-07-20", "purchase")));
        new InteractionsJob().compute(run);
        Set<Object> before = TestSpark.held();
        SOURCES.forEach(job -> {
            job.compute(run);
            assertThat(TestSpark.held()).as(job.name()).isSubsetOf(before);
        });
        return run;
    }

    @Test
    void writeEveryTableTheyDeclare() {
        FolderRun run = night("neighbours { min-users = 1, similarity = cosine }, basket.min-orders = 1"
                + ", viewed-then-bought { min-users = 1, from = [purchase] }, user-neighbours.enabled = true");

        for (Job job : SOURCES) {
            for (Contract table : job.writes()) {
                assertThat(run.rows(table)).as(table.table()).isPositive();
            }
        }
        // Ann's milk, twice in four days; bread is bought once by each.
        assertThat(run.table(BuyAgainTable.CONTRACT)
                        .select("user_id", "item_id", "due_date")
                        .first()
                        .mkString(" "))
                .isEqualTo("ann milk 2026-08-03");
        assertThat(run.table(BoughtTogetherTable.CONTRACT)
                        .where("scope = 'item' and id = 'tea'")
                        .first()
                        .getAs(BoughtTogetherTable.OTHER_ID)
                        .toString())
                .isEqualTo("bread");
        // Ann's milk of the 26th and bread four days later; both of the 30th are in order either way.
        assertThat(run.table(ViewedThenBoughtTable.CONTRACT)
                        .where("item_id = 'milk'")
                        .select("bought_item_id", "viewers", "buyers")
                        .first()
                        .mkString(" "))
                .isEqualTo("bread 1 2");
        // Bread's neighbours by dense ids: milk is 1, tea 2; bread with weights 1 and 1, the others alone.
        ItemLinks links = ItemLinkRows.read(
                ItemLinkRows.dense(
                        run.table(ItemNeighboursTable.CONTRACT),
                        ItemNeighboursTable.ITEM_ID,
                        ItemNeighboursTable.NEIGHBOUR_ID,
                        ItemNeighboursTable.SCORE,
                        run.table(ItemIndexTable.CONTRACT)),
                3,
                1);
        assertThat(links.to(0) - links.from(0)).isEqualTo(2);
        assertThat(links.linked(links.from(0))).isEqualTo(1);
        assertThat(links.weight(links.from(0))).isEqualTo((float) Math.sqrt(0.5));
        assertThat(links.size()).isEqualTo(4);
    }

    @Test
    void writeEmptyTablesWhenSwitchedOff() {
        FolderRun run = night(
                "neighbours.enabled = false, linear.enabled = false, basket.enabled = false, again.enabled = false"
                        + ", content.enabled = false, viewed-then-bought.enabled = false, user-neighbours.enabled = false");

        for (Job job : SOURCES) {
            for (Contract table : job.writes()) {
                assertThat(run.rows(table)).as(table.table()).isZero();
            }
        }
    }
}
