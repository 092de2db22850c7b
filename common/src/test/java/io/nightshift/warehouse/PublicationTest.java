package io.nightshift.warehouse;

import static io.nightshift.warehouse.Shelf.MONDAY;
import static io.nightshift.warehouse.Shelf.PRICES;
import static io.nightshift.warehouse.Shelf.TUESDAY;
import static io.nightshift.warehouse.Shelf.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.StorageException;
import io.nightshift.errors.SupersededException;
import io.nightshift.input.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
    private static final ReleaseDraft MAKE_LIVE = Shelf.draft(Suppression.NONE, ReleaseDraft.Promotion.MAKE_LIVE);

    @TempDir
    private Path folder;

    private PlainShelf shelf;
    private Releases releases;

    @BeforeEach
    void open() {
        shelf = new PlainShelf(folder.toString(), new Configuration(false));
        releases = shelf.warehouse().releases();
    }

    @Test
    void showsNothingBeforeTheFirstNight() {
        assertThat(releases.live()).isEmpty();
        assertThat(releases.all()).isEmpty();
        assertThatThrownBy(() -> releases.require(MONDAY))
                .isInstanceOf(InputMissingException.class)
                .hasMessageStartingWith("Cannot find release: date=2026-07-27");
    }

    @Test
    void replacesTheReleaseOfAnOlderDate() {
        Release monday = shelf.night(MONDAY, "a");
        Release tuesday = shelf.night(TUESDAY, "a");

        assertThat(monday.number()).isEqualTo(1);
        assertThat(monday.replaced()).isZero();
        assertThat(tuesday.number()).isEqualTo(2);
        assertThat(tuesday.replaced()).isEqualTo(1);
        assertThat(releases.live()).contains(tuesday);
        assertThat(releases.all()).containsExactly(tuesday, monday);
        assertThat(shelf.read(tuesday, PRICES)).isEqualTo("2026-07-28 a");
    }

    @Test
    void numbersFilesWithEightDigits() {
        shelf.night(MONDAY, "a");

        assertThat(folder.resolve("releases/00000001.json")).exists();
    }

    @Test
    void releasesABackfillBesideTheLiveOne() {
        Release tuesday = shelf.night(TUESDAY, "a");
        Release monday = shelf.night(MONDAY, "backfill");

        assertThat(monday.live()).isFalse();
        assertThat(releases.live()).contains(tuesday);
        assertThat(releases.of(MONDAY)).contains(monday);
    }

    @Test
    void makesABackfillLiveWhenAskedTo() {
        shelf.night(TUESDAY, "a");
        Release monday = shelf.night(MONDAY, "backfill", MAKE_LIVE);

        assertThat(releases.live()).contains(monday);
    }

    @Test
    void doesNotMakeABackfillLiveOverWhatItHasNotSeen() {
        shelf.night(TUESDAY, "a");
        WarehouseRun backfill = shelf.join(MONDAY, "backfill");
        shelf.finish(backfill);
        Release wednesday = shelf.night(WEDNESDAY, "a");

        assertThatThrownBy(() -> backfill.publish(MAKE_LIVE)).isInstanceOf(SupersededException.class);
        assertThat(releases.live()).contains(wednesday);
    }

    @Test
    void replacesTheReleaseOfTheSameDateThatItStartedFrom() {
        shelf.night(MONDAY, "a");
        Release again = shelf.night(MONDAY, "b");

        assertThat(again.live()).isTrue();
        assertThat(releases.live()).contains(again);
    }

    @Test
    void isSupersededByAnotherRunOfItsDate() {
        WarehouseRun slow = shelf.join(MONDAY, "slow");
        shelf.finish(slow);
        Release quick = shelf.night(MONDAY, "quick");

        assertThatThrownBy(() -> slow.publish(Shelf.draft()))
                .isInstanceOf(SupersededException.class)
                .hasMessage(
                        "Cannot publish run: run-id=slow of 2026-07-27, expected release 0 to be live still, as when"
                                + " the run started, but release 1 (run-id=quick of 2026-07-27) came first; nothing is left to"
                                + " do, or start a new run id to replace it");
        assertThat(releases.live()).contains(quick);
    }

    @Test
    void isSupersededByAnotherBackfillOfItsDate() {
        shelf.night(TUESDAY, "a");
        WarehouseRun slow = shelf.join(MONDAY, "slow");
        shelf.finish(slow);
        shelf.night(MONDAY, "quick");

        assertThatThrownBy(() -> slow.publish(Shelf.draft())).isInstanceOf(SupersededException.class);
    }

    @Test
    void isNotLiveWhenItWakesAfterALaterDate() {
        WarehouseRun stalled = shelf.join(MONDAY, "stalled");
        shelf.finish(stalled);
        Release tuesday = shelf.night(TUESDAY, "a");

        assertThat(stalled.publish(Shelf.draft()).live()).isFalse();
        assertThat(releases.live()).contains(tuesday);
    }

    @Test
    void replacesAnOlderDateThatWasReleasedMeanwhile() {
        WarehouseRun tuesday = shelf.join(TUESDAY, "a");
        shelf.finish(tuesday);
        shelf.night(MONDAY, "late");

        assertThat(tuesday.publish(Shelf.draft()).live()).isTrue();
    }

    @Test
    void isSupersededByARollbackToItsDate() {
        shelf.night(MONDAY, "a");
        shelf.night(MONDAY, "b");
        WarehouseRun third = shelf.join(MONDAY, "c");
        shelf.finish(third);
        shelf.warehouse().rollback(1, Suppression.NONE);

        assertThatThrownBy(() -> third.publish(Shelf.draft())).isInstanceOf(SupersededException.class);
    }

    @Test
    void givesTheSameReleaseToEveryProcessOfARun() {
        WarehouseRun first = shelf.join(MONDAY, "a");
        WarehouseRun twin = shelf.join(MONDAY, "a");
        shelf.finish(first);
        Release release = first.publish(Shelf.draft());

        assertThat(twin.publish(Shelf.draft())).isEqualTo(release);
        assertThat(releases.all()).containsExactly(release);
    }

    @Test
    void givesTheSameReleaseAgainAfterOthersCame() {
        Release monday = shelf.night(MONDAY, "a");
        shelf.night(TUESDAY, "a");

        assertThat(shelf.join(MONDAY, "a").publish(Shelf.draft())).isEqualTo(monday);
    }

    @Test
    void releasesNothingWhoseFilesAreGone() throws IOException {
        WarehouseRun run = shelf.join(MONDAY, "a");
        shelf.finish(run);
        String attempt = run.manifest(PRICES).orElseThrow().attempt();
        Files.delete(folder.resolve("runs/2026-07-27/a/prices").resolve(attempt).resolve("part-00000.parquet"));

        assertThatThrownBy(() -> run.publish(Shelf.draft()))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot read table prices");
        assertThat(releases.live()).isEmpty();
    }

    @Test
    void readsBackWhatWasReleased() {
        Release release = shelf.night(MONDAY, "a");

        assertThat(releases.number(1)).isEqualTo(release);
        assertThat(release.metrics()).containsEntry("ndcg", 0.25);
        assertThat(release.settings().path("seed").asInt()).isEqualTo(1);
        assertThat(release.inputs())
                .containsEntry("events", List.of(new InputFile("file:/in/events.csv", 10, 1_700_000_000_000L)));
    }

    @Test
    void readsAFileWithFieldsOfALaterVersion() throws IOException {
        Release release = shelf.night(MONDAY, "a");
        Path file = folder.resolve("releases/00000001.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{ \"mood\": [1, {}],"));

        assertThat(releases.live()).contains(release);
    }

    @Test
    void refusesAFileOfALaterFormat() throws IOException {
        shelf.night(MONDAY, "a");
        Path file = folder.resolve("releases/00000001.json");
        Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));

        assertThatThrownBy(releases::live)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("expected format 1 to 1 but it has 2");
    }

    @Test
    void refusesAFileThatIsNoJson() throws IOException {
        shelf.night(MONDAY, "a");
        Files.writeString(folder.resolve("releases/00000001.json"), "{ \"form");

        assertThatThrownBy(releases::live)
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot read file: path=file:" + folder);
    }
}
