package io.nightshift.jobs.ingest;

import static io.nightshift.jobs.ingest.Ingestion.outcomes;
import static io.nightshift.jobs.ingest.Ingestion.plainEvents;
import static io.nightshift.jobs.ingest.Ingestion.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputBadException;
import io.nightshift.jobs.FolderRun;
import io.nightshift.spark.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsAndZonesIT {
    @TempDir
    Path folder;

    private Ingestion ingestion;

    @BeforeEach
    void start() {
        ingestion = new Ingestion(folder);
    }

    private static final String[] SHOWN = {"user_id", "item_id", "time"};

    @Test
    void readsIdsOfEveryTypeAsText() {
        String path = ingestion.parquet(
                "a.parquet",
                "select * from (values (12345::double, 7::bigint, timestamptz '2026-08-01 10:00:00Z', 'b-1', 30::decimal(10,2)),"
                        + " (2.5::double, 8, timestamptz '2026-08-01 11:00:00Z', 'b-1', 1.5)) t(\"user\", item, \"at\", basket, ev)");
        FolderRun run = ingestion.ingest(
                "2026-08-01",
                "ingest.max-bad-ratio = 1\n"
                        + plainEvents(path, "parquet").replace("time =", "order-id = basket, event-id = ev, time ="));
        assertThat(rows(run, EventsTable.CONTRACT, "user_id", "item_id", "order_id", "event_id"))
                .containsExactly("12345 7 b-1 30");
        assertThat(rows(run, QuarantineTable.CONTRACT, "reason")).containsExactly("bad-user-id");
    }

    @Test
    void truncatesNanosecondsToMicroseconds() {
        String path = ingestion.parquet(
                "a.parquet",
                "select 'u' as \"user\", item, \"at\"::timestamp_ns as \"at\" from (values ('a', '2026-08-01 10:00:00.123456789'),"
                        + " ('b', '1999-12-31 23:59:59.999999999'), ('c', '2026-07-31 00:30:00')) t(item, \"at\")");
        String hocon = plainEvents(path, "parquet");
        assertThat(rows(ingestion.ingest("2026-08-01", hocon), EventsTable.CONTRACT, SHOWN))
                .containsExactly(
                        "u a 2026-08-01 10:00:00.123456",
                        "u b 1999-12-31 23:59:59.999999",
                        "u c 2026-07-31 00:30:00.0");
        // They have no zone, so the source's zone says when they were: 10:00 in New York is 14:00 UTC in summer.
        String inNewYork = hocon.replace("format", "source-time-zone = America/New_York, format");
        assertThat(rows(ingestion.ingest("2026-08-01", inNewYork), EventsTable.CONTRACT, SHOWN))
                .containsExactly(
                        "u a 2026-08-01 14:00:00.123456",
                        "u b 2000-01-01 04:59:59.999999",
                        "u c 2026-07-31 04:30:00.0");
    }

    @Test
    void readsTextInTheSourcesZoneAndCutsDaysInTheBusinessZone() {
        // New York left summer time on 2026-11-01 at 06:00 UTC: that day has 25 hours.
        String path = ingestion.file(
                "a.csv",
                "user,item,at",
                "u,before,2026-10-31 23:30:00",
                "u,first,2026-11-01 00:00:00",
                "u,last,2026-11-01 23:59:59",
                "u,utc,2026-11-02T04:59:59Z",
                "u,offset,2026-11-01T23:00:00-05:00",
                "u,tomorrow,2026-11-02 00:00:00",
                "u,tomorrow-utc,2026-11-02T05:00:00Z",
                "u,day,2026-11-01");
        FolderRun run = ingestion.ingest(
                "2026-11-01",
                "time-zone = America/New_York\n"
                        + plainEvents(path, "csv").replace("format", "source-time-zone = America/New_York, format"));
        assertThat(rows(run, EventsTable.CONTRACT, "item_id", "time", "event_date"))
                .containsExactly(
                        "before 2026-11-01 03:30:00.0 2026-10-31",
                        "day 2026-11-01 04:00:00.0 2026-11-01",
                        "first 2026-11-01 04:00:00.0 2026-11-01",
                        "last 2026-11-02 04:59:59.0 2026-11-01",
                        "offset 2026-11-02 04:00:00.0 2026-11-01",
                        "utc 2026-11-02 04:59:59.0 2026-11-01");
        assertThat(outcomes(run, "events")).containsExactly("filtered after-run-date 2", "kept kept 6");
    }

    @Test
    void cutsADayOf23Hours() {
        // New York went to summer time on 2026-03-08 at 07:00 UTC, so that the next day begins at 04:00 UTC.
        assertThat(newYorksDay("2026-03-08", "2026-03-07 23:59:59", "2026-03-09 00:00:00"))
                .containsExactly(
                        "before 2026-03-08 04:59:59.0 2026-03-07",
                        "first 2026-03-08 05:00:00.0 2026-03-08",
                        "last 2026-03-09 03:59:59.0 2026-03-08");
    }

    @Test
    void cutsALeapDay() {
        assertThat(newYorksDay("2028-02-29", "2028-02-28 23:59:59", "2028-03-01 00:00:00"))
                .containsExactly(
                        "before 2028-02-29 04:59:59.0 2028-02-28",
                        "first 2028-02-29 05:00:00.0 2028-02-29",
                        "last 2028-03-01 04:59:59.0 2028-02-29");
    }

    @Test
    void cutsTheLastDayOfAYear() {
        assertThat(newYorksDay("2026-12-31", "2026-12-30 23:59:59", "2027-01-01 00:00:00"))
                .containsExactly(
                        "before 2026-12-31 04:59:59.0 2026-12-30",
                        "first 2026-12-31 05:00:00.0 2026-12-31",
                        "last 2027-01-01 04:59:59.0 2026-12-31");
    }

    /** What a run keeps of a day's first and last second and of their neighbours, the later of which it must not see. */
    private List<String> newYorksDay(String day, String before, String after) {
        String path = ingestion.file(
                "a.csv",
                "user,item,at",
                "u,before," + before,
                "u,first," + day + " 00:00:00",
                "u,last," + day + " 23:59:59",
                "u,after," + after);
        FolderRun run = ingestion.ingest(
                day,
                "time-zone = America/New_York\n"
                        + plainEvents(path, "csv").replace("format", "source-time-zone = America/New_York, format"));
        assertThat(outcomes(run, "events")).containsExactly("filtered after-run-date 1", "kept kept 3");
        return rows(run, EventsTable.CONTRACT, "item_id", "time", "event_date");
    }

    @Test
    void readsExpressionsInTheSourcesZoneToo() {
        String path = ingestion.file("a.csv", "user;item;at", "u;i;01/08/2026 00:30");
        FolderRun run = ingestion.ingest(
                "2026-08-01",
                plainEvents(path, "csv")
                                .replace("time = at", "time = \"to_timestamp(at, 'dd/MM/yyyy HH:mm')\"")
                                .replace("format", "options { sep = \";\" }, source-time-zone = Asia/Kolkata, format")
                        + "ingest.max-lag-days = 1");
        assertThat(rows(run, EventsTable.CONTRACT, "time", "event_date"))
                .containsExactly("2026-07-31 19:00:00.0 2026-07-31");
        assertThat(TestSpark.session().conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    }

    @Test
    void readsJsonLinesWithNestedKeysAndNumbers() {
        String path = ingestion.file(
                "a.json",
                "{\"user\": 12345, \"what\": {\"item\": \"i1\"}, \"at\": 1785600000, \"paid\": 9.80}",
                "{\"user\": \"u2\", \"what\": {\"item\": \"i2\"}, \"at\": 1785603600, \"extra\": [1, 2]}",
                "{\"user\": \"u3\", \"what\": ");
        FolderRun run = ingestion.ingest(
                "2026-08-01",
                "ingest.max-bad-ratio = 1\n"
                        + plainEvents(path, "json")
                                .replace("= item", "= what.item")
                                .replace("= at", "= \"timestamp_seconds(cast(at as bigint))\", amount = paid"));
        assertThat(rows(run, EventsTable.CONTRACT, "user_id", "item_id", "time", "amount"))
                .containsExactly("12345 i1 2026-08-01 16:00:00.0 9.8000", "u2 i2 2026-08-01 17:00:00.0 null");
        assertThat(rows(run, QuarantineTable.CONTRACT, "reason", "raw"))
                .containsExactly("bad-row {\"user\": \"u3\", \"what\": ");
    }

    @Test
    void readsOrcAndUnitesSources() {
        String orc = folder + "/orc";
        TestSpark.session()
                .sql("select 'u1' as user, 7 as item, timestamp '2026-08-01 10:00:00' as at")
                .write()
                .orc(orc);
        String csv = ingestion.file("b.csv", "user,item,at", "u2,8,2026-08-01");
        FolderRun run = ingestion.ingest(
                "2026-08-01",
                plainEvents(orc, "orc")
                        + plainEvents(csv, "csv")
                                .replace("events = [", "events += ")
                                .replace("} } ]", "} }"));
        assertThat(rows(run, EventsTable.CONTRACT, SHOWN))
                .containsExactly("u1 7 2026-08-01 10:00:00.0", "u2 8 2026-08-01 00:00:00.0");
        assertThat(rows(run, InputOutcomesTable.CONTRACT, "source", "outcome", "rows"))
                .containsExactly("b.csv kept 1", "orc kept 1");
    }

    @Test
    void readsCsvWithoutAHeaderAndInAnotherCharset() {
        String path = ingestion.bytes(
                "a.txt",
                "u1\tcaf\u00e9\t2026-08-01\nu2\tth\u00e9\t2026-08-01\nu3\ttea\t2026-08-01\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        String hocon = plainEvents(path, "csv")
                .replace(
                        "format",
                        "schema = \"user STRING, item STRING, at STRING\", options { sep = \"\\t\", header = false"
                                + ", encoding = ISO-8859-1 }, format");
        assertThat(rows(ingestion.ingest("2026-08-01", hocon), EventsTable.CONTRACT, "item_id"))
                .containsExactly("caf\u00e9", "tea", "th\u00e9");
        FolderRun wrongCharset = ingestion.ingest(
                "2026-08-01", hocon.replace(", encoding = ISO-8859-1", "") + "ingest.max-bad-ratio = 1");
        assertThat(outcomes(wrongCharset, "events")).containsExactly("kept kept 1", "quarantined bad-item-id 2");
    }

    @Test
    void readsLineBreaksWithinQuotesWhenToldSo() {
        String path = ingestion.file("a.csv", "user,at,item", "u1,2026-08-01,\"two", "lines\"", "u2,2026-08-01,one");
        FolderRun told = ingestion.ingest(
                "2026-08-01", plainEvents(path, "csv").replace("format", "options { multiLine = true }, format"));
        assertThat(rows(told, EventsTable.CONTRACT, "item_id")).containsExactly("one", "two\nlines");
        FolderRun untold = ingestion.ingest("2026-08-01", "ingest.max-bad-ratio = 1\n" + plainEvents(path, "csv"));
        assertThat(outcomes(untold, "events")).containsExactly("kept kept 2", "quarantined bad-row 1");
    }

    @Test
    void storesTypedEmptyEventsAndEndsWithInputBadWhenNothingIsKept() {
        String path = ingestion.file("a.csv", "user,item,at", "u1,i1,2026-08-01");
        FolderRun run = ingestion.run(
                "2026-08-01", plainEvents(path, "csv").replace("format", "where = \"item = 'none'\", format"));
        assertThatThrownBy(() -> new IngestJob().compute(run))
                .isInstanceOf(InputBadException.class)
                .hasMessage(
                        "Cannot use input events: newest event kept=none, expected one on the run date 2026-08-01; wait for"
                                + " the data, choose another --date, or raise ingest.max-lag-days (rows by outcome: a.csv: excluded 1)");
        assertThat(outcomes(run, "events")).containsExactly("filtered excluded 1");
        for (Contract contract : List.of(EventsTable.CONTRACT, InputDaysTable.CONTRACT, QuarantineTable.CONTRACT)) {
            Dataset<Row> empty =
                    TestSpark.session().read().parquet(run.path(contract).toString());
            assertThat(contract.differences(empty.schema()))
                    .as(contract.table())
                    .isEmpty();
            assertThat(empty.isEmpty()).isTrue();
        }
    }

    @Test
    void takesOneUserAndOneItem() {
        FolderRun run = ingestion.ingest(
                "2026-08-01", plainEvents(ingestion.file("a.csv", "user,item,at", "u1,i1,2026-08-01"), "csv"));
        for (Contract contract : new IngestJob().writes()) {
            assertThat(contract.differences(run.table(contract).schema()))
                    .as(contract.table())
                    .isEmpty();
        }
        assertThat(rows(run, UsersTable.CONTRACT, "*")).containsExactly("u1 null Map()");
        assertThat(rows(run, ItemsTable.CONTRACT, "*"))
                .containsExactly("i1 null null null null null true null null null");
        assertThat(rows(run, InputFilesTable.CONTRACT, "input", "source", "path like 'file:%/a.csv'", "bytes"))
                .containsExactly("events a.csv true 30");
        assertThat(rows(run, SuppressionListTable.CONTRACT, "*")).containsExactly("none 0");
    }
}
