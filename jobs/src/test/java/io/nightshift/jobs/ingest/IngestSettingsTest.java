package io.nightshift.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.errors.SettingsException;
import io.nightshift.input.SourceFormat;
import io.nightshift.input.SourceSettings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {
    @Test
    void hasTheseDefaults() {
        assertThat(Ingestion.settings("").ingest())
                .isEqualTo(new IngestSettings(
                        0,
                        0.01,
                        LocalDate.parse("1990-01-01"),
                        DuplicateRule.EVENT_ID_OR_COLUMNS,
                        100_000,
                        50_000_000L,
                        2000,
                        1_000_000));
        assertThat(Ingestion.settings("").inputs())
                .isEqualTo(new InputSettings(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void readsEveryKey() {
        assertThat(Ingestion.settings(
                                """
                                ingest { max-lag-days = 3, max-bad-ratio = 0.5, earliest-date = "2001-02-03", duplicates = none
                                         max-events-per-user = 7, max-events-per-item = 8, quarantine-raw-length = 9
                                         max-broadcast-items = 10 }
                                """)
                        .ingest())
                .isEqualTo(new IngestSettings(3, 0.5, LocalDate.parse("2001-02-03"), DuplicateRule.NONE, 7, 8L, 9, 10));
    }

    @Test
    void readsASourceWithTheseDefaults() {
        assertThat(Ingestion.settings(
                                "inputs.suppression = [ { path = \"/in/erased.csv/\", format = csv, columns { user-id = who } } ]")
                        .inputs()
                        .suppression())
                .containsExactly(new SourceSettings(
                        "erased.csv",
                        "/in/erased.csv/",
                        SourceFormat.CSV,
                        Map.of(),
                        Optional.empty(),
                        ZoneId.of("UTC"),
                        Optional.empty(),
                        Map.of("user-id", "who"),
                        Map.of(),
                        Optional.empty()));
    }

    @Test
    void readsEveryKeyOfASource() {
        assertThat(Ingestion.settings(
                                """
                                inputs.users = [ { name = crm, path = in, format = json, options { a = "\\t" }, schema = "id STRING"
                                  source-time-zone = Asia/Kolkata, where = "id <> ''", columns { user-id = id, signup = since }
                                  attributes { age = "2026 - born" }, max-bad-ratio = 0.25 } ]
                                """)
                        .inputs()
                        .users())
                .containsExactly(new SourceSettings(
                        "crm",
                        "in",
                        SourceFormat.JSON,
                        Map.of("a", "\t"),
                        Optional.of("id STRING"),
                        ZoneId.of("Asia/Kolkata"),
                        Optional.of("id <> ''"),
                        Map.of("user-id", "id", "signup", "since"),
                        Map.of("age", "2026 - born"),
                        Optional.of(0.25)));
    }

    @Test
    void tellsSourcesWithTheSameFileNameApart() {
        String source = "{ path = \"%s/e.csv\", format = csv, columns { user-id = u, item-id = i, time = t } }";
        assertThat(Ingestion.settings("inputs.events = [ " + source.formatted("a") + "," + source.formatted("b") + "]")
                        .inputs()
                        .events())
                .extracting(SourceSettings::name)
                .containsExactly("e.csv", "e.csv#2");
    }

    @Test
    void listsWhatIsWrongWithASource() {
        SettingsException failure = catchThrowableOfType(
                SettingsException.class,
                () -> Ingestion.settings(
                        """
                        ingest.earliest-date = yesterday
                        inputs.items = [ { path = a, format = xml, columns { item-ids = a } } ]
                        inputs.suppression = [ { path = s, format = csv, columns { user-id = u }, attributes { b = c } } ]
                        """));
        assertThat(failure.problems())
                .anySatisfy(problem ->
                        assertThat(problem).contains("inputs.items[0].format=xml", "[csv, json, parquet, orc]"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("inputs.items[0].columns.item-id=(none)", "map it to a column of the source"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("columns.item-ids is not a known key", "columns.item-id?"))
                .anySatisfy(problem -> assertThat(problem).contains("inputs.suppression=[b]", "attributes of users and items only"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("ingest.earliest-date=yesterday", "a day like 1990-01-01"))
                .hasSize(5);
    }
}
