package io.nightshift.jobs.ingest;

import static io.nightshift.jobs.ingest.Ingestion.outcomes;
import static io.nightshift.jobs.ingest.Ingestion.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.FolderRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A small shop with all inputs; the run date is 2026-08-01 in New York. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersAndItemsIT {
    private FolderRun run;

    @BeforeAll
    void ingest(@TempDir Path folder) {
        Ingestion ingestion = new Ingestion(folder);
        String events = ingestion.file(
                "events.csv",
                "user,item,at",
                "u1,i1,2026-08-01T12:00:00Z",
                "u1,i3,2026-08-01T12:00:00Z",
                "u9,i1,2026-08-01T12:00:00Z",
                "u1,fuel,2026-08-01T12:00:00Z",
                "u1,nowhere,2026-08-01T12:00:00Z",
                "u1,i4,2026-08-01T12:00:00Z",
                "erased,nowhere,2026-08-01T12:00:00Z");
        String items = ingestion.file(
                "items.csv",
                "id,name,group,price,on_sale,since",
                "i1,Tea,DRINKS,2.50,yes,2026-01-01",
                "i1,Tea,DRINKS,2.40,yes,2026-01-01",
                "i2,Bread,,,no,",
                "i3,Milk,DAIRY,1.10,,",
                "i4,Butter,DAIRY,cheap,,",
                "fuel,Fuel,FUEL,,,",
                ",Nothing,,,,");
        String users = ingestion.file(
                "users.csv",
                "id,since,born,city",
                "u1,2025-12-31T23:30:00-05:00,1990,Troy",
                "u2,2025-12-31,,",
                "u2,2025-12-31,,",
                "u3,lately,,",
                "u4,,old,",
                "erased,2020-01-01,1980,Rome");
        String erased = ingestion.file("erased.csv", "who", "erased");
        run = ingestion.ingest(
                "2026-08-01",
                """
                time-zone = America/New_York
                ingest.max-bad-ratio = 1
                inputs.events = [ { path = "%s", format = csv, columns { user-id = user, item-id = item, time = at } } ]
                inputs.items = [ { path = "%s", format = csv, where = "coalesce(group, '') <> 'FUEL'"
                    columns { item-id = id, title = name, category = group, price = price, available = on_sale, created = since } } ]
                inputs.users = [ { path = "%s", format = csv, columns { user-id = id, signup = since }
                    attributes { age = "2026 - cast(born as int)", city = city } } ]
                inputs.suppression = [ { path = "%s", format = csv, columns { user-id = who } } ]
                """
                        .formatted(events, items, users, erased));
    }

    @Test
    void leavesOutEventsOfItemsThatAreNotSold() {
        assertThat(outcomes(run, "events"))
                .containsExactly(
                        "filtered excluded-item 1",
                        "filtered suppressed-user 1",
                        "filtered unknown-item 2",
                        "kept kept 3");
        assertThat(outcomes(run, "items"))
                .containsExactly(
                        "filtered duplicate 1",
                        "filtered excluded 1",
                        "kept kept 3",
                        "quarantined bad-price 1",
                        "quarantined missing-item-id 1");
    }

    @Test
    void storesOneRowForEachItem() {
        assertThat(rows(
                        run,
                        ItemsTable.CONTRACT,
                        "item_id",
                        "title",
                        "category",
                        "price",
                        "available",
                        "cast(created as string)"))
                .containsExactly(
                        "i1 Tea DRINKS 2.4000 true 2026-01-01 00:00:00",
                        "i2 Bread null null false null",
                        "i3 Milk DAIRY 1.1000 true null");
    }

    @Test
    void storesTheUsersOfBothInputsWithTheirAttributes() {
        assertThat(rows(
                        run,
                        UsersTable.CONTRACT,
                        "user_id",
                        "signup",
                        "attributes['age']",
                        "attributes['city']",
                        "size(attributes)"))
                .containsExactly("u1 2025-12-31 36 Troy 2", "u2 2025-12-31 null null 0", "u9 null null null 0");
        assertThat(outcomes(run, "users"))
                .containsExactly(
                        "filtered duplicate 1",
                        "filtered suppressed-user 1",
                        "kept kept 2",
                        "quarantined bad-attribute 1",
                        "quarantined bad-signup 1");
    }

    @Test
    void profilesTheInputsWithoutStoringAnything() {
        var profiles = new InputProfiler(run.spark(), run.settings(), run.date()).profiles();
        assertThat(profiles).extracting(InputProfile::input).containsExactly("events", "items", "suppression", "users");
        InputProfile events = profiles.get(0);
        assertThat(events.rows()).isEqualTo(7);
        assertThat(events.outcomes()).isEqualTo(Map.of("kept", 7L));
        assertThat(events.firstDay()).isEqualTo(Optional.of(run.date()));
        assertThat(events.lastDay()).isEqualTo(Optional.of(run.date()));
        assertThat(events.users()).isEqualTo(3);
        assertThat(events.items()).isEqualTo(5);
        assertThat(events.columns())
                .contains(new InputProfile.MappedColumn(
                        "time", "at", "TIMESTAMP", java.util.List.of("2026-08-01 12:00:00.0")));
        assertThat(profiles.get(3).outcomes()).isEqualTo(Map.of("kept", 4L, "bad-signup", 1L, "bad-attribute", 1L));
    }

    @Test
    void fingerprintsTheFilesOfAllInputs() {
        String fingerprint = new IngestJob().inputFingerprint(run);
        assertThat(fingerprint).hasSize(64).isEqualTo(new IngestJob().inputFingerprint(run));
        assertThat(run.rows(InputFilesTable.CONTRACT)).isEqualTo(4);
    }
}
