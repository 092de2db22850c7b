package io.nightshift.jobs.ingest;

import static io.nightshift.jobs.ingest.Ingestion.outcomes;
import static io.nightshift.jobs.ingest.Ingestion.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.FolderRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each row of one file has one thing wrong; the run date is 2026-08-01. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRowsIT {
    private static final String MEGABYTE = "x".repeat(1_000_000);

    private static final String EVENTS = String.join(
            "\r\n",
            "\uFEFFid,user,item,at,kind,units,paid,score",
            "1,u1,i1,2026-07-30T18:02:00Z,purchase,2,9.80,",
            "2,u1,\"i,\"\"2\"\"\",2026-08-01 23:59:59,view,,,4.5",
            "3,u1,i1,2026-07-31,PURCHASE,-2,-9.80,",
            "4,u1,i1,2026-07-31,return,1,4.90,",
            "5,12345.0,i1,2026-07-31,view,,,",
            "6,,i1,2026-07-31,view,,,",
            "7,u1,  ,2026-07-31,view,,,",
            "8,u1,i1,,view,,,",
            "9,u1,i1,yesterday,view,,,",
            "10,u1,i1,12:30,view,,,",
            "11,u1,i1,2026-02-30,view,,,",
            "12,u1,i1,1970-01-01,view,,,",
            "13,u1,i1,2026-08-02,view,,,",
            "14,u1,i1,2026-07-31,steal,,,",
            "15,u1,i1,2026-07-31,,,,",
            "16,u1,i1,2026-07-31,purchase,two,,",
            "17,u1,i1,2026-07-31,purchase,1,1e30,",
            "18,u1,i1,2026-07-31,purchase,1,EUR 3,",
            "19,u1,i1,2026-07-31,rating,,,NaN",
            "20,u1,i1,2026-07-31,rating,,,1e30",
            "21,u1,i1,2026-07-31,purchase,1,-3,",
            "22,u1,i1,2026-07-31,view,-1,,",
            "23," + MEGABYTE + ",i1,2026-07-31,view,,,",
            "24,u1,i1,2026-07-31",
            "25,u1,i1,2026-07-31,view,,,,,,",
            "26,u1,\"i1,2026-07-31,view,,,",
            "27,u1,i\uFFFD1,2026-07-31,view,,,",
            "28,erased,i1,2026-07-31,view,,,",
            "29,erased,i1,never,view,,,",
            "30,erased,i1,2026-07-31",
            "31,u1,out,2026-07-31,view,,,",
            "32,u1,i1,2026-07-31,view,,,",
            "32,u1,i1,2026-07-31,view,,,",
            "33,,out,,view,,,",
            "34,u1,out,never,view,,,",
            "35,u1,,2026-07-31,view,,,",
            "");

    private FolderRun run;

    @BeforeAll
    void ingest(@TempDir Path folder) {
        Ingestion ingestion = new Ingestion(folder);
        String events = ingestion.bytes("events.csv", EVENTS.getBytes(StandardCharsets.UTF_8));
        String erased = ingestion.file("erased.csv", "who", "erased", "erased", "nobody");
        run = ingestion.ingest(
                "2026-08-01",
                """
                ingest.max-bad-ratio = 1
                inputs.events = [ { path = "%s", format = csv, where = "item <> 'out'"
                    columns { user-id = user, item-id = item, time = at, type = kind, quantity = units, amount = paid
                              value = score, event-id = id } } ]
                inputs.suppression = [ { path = "%s", format = csv, columns { user-id = who } } ]
                """
                        .formatted(events, erased));
    }

    @Test
    void givesEachRowItsOwnReason() {
        assertThat(outcomes(run, "events"))
                .containsExactly(
                        "filtered after-run-date 1",
                        "filtered duplicate 1",
                        "filtered excluded 2",
                        "filtered suppressed-user 3",
                        "kept kept 6",
                        "quarantined ancient-time 1",
                        "quarantined bad-amount 2",
                        "quarantined bad-item-id 1",
                        "quarantined bad-quantity 1",
                        "quarantined bad-row 3",
                        "quarantined bad-time 4",
                        "quarantined bad-value 1",
                        "quarantined long-user-id 1",
                        "quarantined missing-item-id 2",
                        "quarantined missing-time 1",
                        "quarantined missing-user-id 1",
                        "quarantined negative-amount 1",
                        "quarantined negative-quantity 1",
                        "quarantined non-finite-value 1",
                        "quarantined unknown-type 2");
        assertThat(rows(run, InputOutcomesTable.CONTRACT, "sum(case when input = 'events' then rows end)"))
                .as("rows of the file")
                .containsExactly("36");
    }

    @Test
    void keepsRowsWithTheirMeaning() {
        assertThat(rows(
                        run,
                        EventsTable.CONTRACT,
                        "event_id",
                        "user_id",
                        "item_id",
                        "time",
                        "event_date",
                        "type",
                        "quantity",
                        "amount",
                        "value"))
                .containsExactly(
                        "1 u1 i1 2026-07-30 18:02:00.0 2026-07-30 purchase 2.0000 9.8000 null",
                        "2 u1 i,\"2\" 2026-08-01 23:59:59.0 2026-08-01 view 1.0000 null 4.5",
                        "3 u1 i1 2026-07-31 00:00:00.0 2026-07-31 return 2.0000 9.8000 null",
                        "32 u1 i1 2026-07-31 00:00:00.0 2026-07-31 view 1.0000 null null",
                        "4 u1 i1 2026-07-31 00:00:00.0 2026-07-31 return 1.0000 4.9000 null",
                        "5 12345 i1 2026-07-31 00:00:00.0 2026-07-31 view 1.0000 null null");
    }

    @Test
    void keepsBadRowsAsTheyCame() {
        assertThat(rows(run, QuarantineTable.CONTRACT, "case when reason = 'bad-quantity' then raw end"))
                .contains("{\"id\":\"16\",\"user\":\"u1\",\"item\":\"i1\",\"at\":\"2026-07-31\",\"kind\":\"purchase\","
                        + "\"units\":\"two\"}");
        assertThat(rows(run, QuarantineTable.CONTRACT, "max(length(raw))")).containsExactly("2000");
    }

    @Test
    void keepsNothingOfSuppressedUsers() {
        assertThat(rows(run, QuarantineTable.CONTRACT, "count_if(raw like '%erased%')"))
                .containsExactly("0");
        assertThat(rows(run, QuarantineTable.CONTRACT, "count_if(reason = 'bad-row' and raw is not null)"))
                .as("rows without a readable user")
                .containsExactly("0");
        assertThat(rows(run, UsersTable.CONTRACT, "user_id")).containsExactly("12345", "u1");
        assertThat(outcomes(run, "suppression")).containsExactly("filtered duplicate 1", "kept kept 2");
        assertThat(rows(run, SuppressionListTable.CONTRACT, "users")).containsExactly("2");
    }

    @Test
    void takesTheItemsFromTheKeptEvents() {
        assertThat(rows(run, ItemsTable.CONTRACT, "item_id", "available")).containsExactly("i,\"2\" true", "i1 true");
    }
}
