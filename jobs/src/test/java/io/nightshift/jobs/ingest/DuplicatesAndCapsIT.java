package io.nightshift.jobs.ingest;

import static io.nightshift.jobs.ingest.Ingestion.outcomes;
import static io.nightshift.jobs.ingest.Ingestion.plainEvents;
import static io.nightshift.jobs.ingest.Ingestion.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.FolderRun;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesAndCapsIT {
    @TempDir
    Path folder;

    private Ingestion ingestion;

    @BeforeEach
    void start() {
        ingestion = new Ingestion(folder);
    }

    private static final String IDS = "event-id = ev, known-at = arrived, amount = paid, time =";

    /** Event e1 arrives three times, e2 once; two rows without an id are equal. */
    private String replayed() {
        return ingestion.file(
                "a.csv",
                "user,item,at,ev,arrived,paid",
                "u1,i1,2026-08-01,e1,2026-08-03,3",
                "u1,i1,2026-08-01,e1,2026-08-02,2",
                "u1,i1,2026-07-31,e1,2026-08-04,1",
                "u2,i1,2026-08-01,e1,2026-08-03,9",
                "u1,i2,2026-08-01,e2,2026-08-02,5",
                "u1,i3,2026-08-01,,,7",
                "u1,i3,2026-08-01,,,7");
    }

    @Test
    void keepsTheFirstArrivalOfAnEventAndOneOfEqualRows() {
        FolderRun run =
                ingestion.ingest("2026-08-01", plainEvents(replayed(), "csv").replace("time =", IDS));
        assertThat(outcomes(run, "events")).containsExactly("filtered duplicate 3", "kept kept 4");
        assertThat(rows(run, EventsTable.CONTRACT, "user_id", "item_id", "event_id", "cast(amount as int)"))
                .containsExactly("u1 i1 e1 2", "u1 i2 e2 5", "u1 i3 null 7", "u2 i1 e1 9");
    }

    @Test
    void followsTheRuleForDuplicates() {
        String hocon = plainEvents(replayed(), "csv").replace("time =", IDS);
        assertThat(outcomes(ingestion.ingest("2026-08-01", hocon + "ingest.duplicates = event-id"), "events"))
                .containsExactly("filtered duplicate 2", "kept kept 5");
        assertThat(outcomes(ingestion.ingest("2026-08-01", hocon + "ingest.duplicates = none"), "events"))
                .containsExactly("kept kept 7");
    }

    @Test
    void changesNothingWhenADayIsReplayedInAnotherSource() {
        String day =
                ingestion.file("day.csv", "user,item,at", "u1,i1,2026-08-01", "u1,i2,2026-08-01", "u2,i1,2026-08-01");
        String replay = ingestion.file("replay.csv", "user,item,at", "u2,i1,2026-08-01", "u1,i1,2026-08-01");
        String source = plainEvents(day, "csv");
        FolderRun run = ingestion.ingest(
                "2026-08-01",
                source
                        + plainEvents(replay, "csv")
                                .replace("events = [", "events += ")
                                .replace("} } ]", "} }"));
        assertThat(rows(run, InputOutcomesTable.CONTRACT, "source", "outcome", "rows"))
                .containsExactly("day.csv kept 3", "replay.csv duplicate 2");
        assertThat(rows(run, InputDaysTable.CONTRACT, "source", "event_date", "rows"))
                .containsExactly("day.csv 2026-08-01 3");
        assertThat(rows(run, EventsTable.CONTRACT, "user_id", "item_id"))
                .isEqualTo(rows(ingestion.ingest("2026-08-01", source), EventsTable.CONTRACT, "user_id", "item_id"));
    }

    @Test
    void keepsTheNewestEventsOfHeavyUsersAndItems() {
        String path = ingestion.file(
                "a.csv",
                "user,item,at",
                "heavy,i1,2026-07-30",
                "heavy,i2,2026-08-01",
                "heavy,i2,2026-08-01",
                "heavy,i3,2026-07-31",
                "heavy,i4,2026-07-29",
                "u1,i1,2026-08-01",
                "u2,i1,2026-07-31",
                "u3,i1,2026-07-30",
                "u4,i1,2026-07-30");
        FolderRun run = ingestion.ingest(
                "2026-08-01", plainEvents(path, "csv") + "ingest { max-events-per-user = 3, max-events-per-item = 3 }");
        assertThat(outcomes(run, "events"))
                .containsExactly(
                        "filtered capped-item 2", "filtered capped-user 1", "filtered duplicate 1", "kept kept 5");
        // Four events of i1 are left after the cap of users; of the three on 07-30 the user with the lowest id stays.
        assertThat(rows(run, EventsTable.CONTRACT, "user_id", "item_id"))
                .containsExactly("heavy i1", "heavy i2", "heavy i3", "u1 i1", "u2 i1");
    }

    @Test
    void storesTheSameRowsWhateverThePartitions() {
        String path = ingestion.file(
                "a.csv",
                IntStream.rangeClosed(0, 3000)
                        .mapToObj(i -> i == 0
                                ? "user,item,at,ev,arrived,paid"
                                : "u" + i * 37 % 101 + ",i" + i * 13 % 7 + ",2026-08-0" + (1 + i % 2) + ",e" + i % 500
                                        + "," + (i % 3 == 0 ? "" : "2026-08-0" + i % 3) + "," + i % 11)
                        .toArray(String[]::new));
        String hocon = plainEvents(path, "csv").replace("time =", IDS)
                + "ingest { max-events-per-user = 10, max-events-per-item = 60 }";
        List<String> first = null;
        for (String partitions : List.of("2", "5", "9")) {
            TestSpark.session().conf().set("spark.sql.shuffle.partitions", partitions);
            try {
                FolderRun run = ingestion.ingest("2026-08-01", hocon);
                List<String> stored = rows(run, EventsTable.CONTRACT, "*");
                stored = java.util.stream.Stream.concat(stored.stream(), outcomes(run, "events").stream())
                        .toList();
                first = first == null ? stored : first;
                assertThat(stored).isEqualTo(first);
            } finally {
                TestSpark.session().conf().set("spark.sql.shuffle.partitions", "4");
            }
        }
        assertThat(first).hasSizeGreaterThan(300);
    }

    @Test
    void storesEachUserTogetherNewestFirst() {
        String path = ingestion.file(
                "a.csv",
                IntStream.rangeClosed(0, 400)
                        .mapToObj(i -> i == 0 ? "user,item,at" : "u" + i * 37 % 23 + ",i,2026-07-" + (10 + i * 7 % 20))
                        .toArray(String[]::new));
        FolderRun run = ingestion.ingest("2026-07-29", plainEvents(path, "csv") + "ingest.max-lag-days = 9");
        long breaks = run.table(EventsTable.CONTRACT)
                .selectExpr("user_id", "time", "input_file_name() as file", "monotonically_increasing_id() as place")
                .selectExpr(
                        "user_id",
                        "time > lag(time) over (partition by file, user_id order by place) as is_newer",
                        "place - row_number() over (partition by file, user_id order by place) as island")
                .selectExpr("count_if(is_newer) + count(distinct user_id, island) - count(distinct user_id)")
                .first()
                .getLong(0);
        assertThat(breaks).isZero();
    }
}
