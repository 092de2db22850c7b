package io.nightshift.warehouse;

import static io.nightshift.warehouse.Shelf.MONDAY;
import static io.nightshift.warehouse.Shelf.PRICES;
import static io.nightshift.warehouse.Shelf.TUESDAY;
import static io.nightshift.warehouse.Shelf.VISITS;
import static io.nightshift.warehouse.Shelf.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.SettingsException;
import io.nightshift.errors.SupersededException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a prune removes and what it must not; long because every exception has a warehouse of its own. */
class PruneTest {
    @TempDir
    private Path folder;

    private PlainShelf shelf;
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        shelf = new PlainShelf(folder.toString(), new Configuration(false));
        warehouse = shelf.warehouse();
    }

    private Pruned prune(int keep) {
        return warehouse.prune(new Retention(keep, Retention.Unfinished.MAY_BE_RUNNING));
    }

    @Test
    void keepsTheNewestReleasesAndWhatTheyName() {
        shelf.night(MONDAY, "a");
        Release tuesday = shelf.night(TUESDAY, "a");
        Release wednesday = shelf.night(WEDNESDAY, "a");

        assertThat(prune(2).releases()).containsExactly(1);

        assertThat(warehouse.releases().all()).containsExactly(wednesday, tuesday);
        assertThat(warehouse.releases().of(MONDAY)).isEmpty();
        assertThat(folder.resolve("runs/2026-07-27/a")).doesNotExist();
        assertThat(shelf.read(tuesday, PRICES)).isEqualTo("2026-07-28 a");
        assertThat(shelf.read(wednesday, PRICES)).isEqualTo("2026-07-29 a");
    }

    @Test
    void keepsTheLiveReleaseBehindNewerBackfills() {
        Release live = shelf.night(WEDNESDAY, "a");
        shelf.night(MONDAY, "a");
        Release backfill = shelf.night(TUESDAY, "a");

        prune(1);

        assertThat(warehouse.releases().all()).containsExactly(backfill, live);
        assertThat(warehouse.releases().live()).contains(live);
        assertThat(shelf.read(live, PRICES)).isEqualTo("2026-07-29 a");
    }

    /** A run that takes over what another has finished; only its prices are its own. */
    private WarehouseRun carrying(String runId, String from, String text) {
        WarehouseRun run = shelf.join(MONDAY, runId);
        WarehouseRun other = warehouse.run(MONDAY, RunId.of(from)).orElseThrow();
        run.carry(VISITS, other);
        shelf.finish(run, PRICES, text);
        return run;
    }

    @Test
    void keepsWhatTheLiveRunHasCarriedOver() {
        shelf.night(MONDAY, "a");
        carrying("b", "a", "second").publish(Shelf.draft());
        Release third = carrying("c", "b", "third").publish(Shelf.draft());

        assertThat(prune(1).releases()).containsExactly(2, 1);

        assertThat(shelf.read(third, PRICES)).isEqualTo("third");
        WarehouseRun live = warehouse.run(MONDAY, RunId.of("c")).orElseThrow();
        assertThat(live.manifest(VISITS).orElseThrow().carriedFrom()).isEqualTo("runs/2026-07-27/a");
        assertThat(folder.resolve("runs/2026-07-27/a/visits")
                        .resolve(live.manifest(VISITS).orElseThrow().attempt()))
                .isNotEmptyDirectory();
        assertThat(folder.resolve("runs/2026-07-27/a/prices")).doesNotExist();
        assertThat(folder.resolve("runs/2026-07-27/b")).doesNotExist();
    }

    @Test
    void keepsWhatAReleaseListsOfAnotherRun() {
        shelf.night(MONDAY, "a");
        WarehouseRun b = shelf.join(MONDAY, "b");
        b.carry(PRICES, warehouse.run(MONDAY, RunId.of("a")).orElseThrow());
        Release second = b.publish(Shelf.draft());

        prune(1);

        assertThat(warehouse.releases().all()).containsExactly(second);
        assertThat(shelf.read(second, PRICES)).isEqualTo("2026-07-27 a");
        shelf.night(TUESDAY, "a");
        assertThat(prune(1).releases()).containsExactly(2);
        assertThat(folder.resolve("runs/2026-07-27/a")).doesNotExist();
        assertThat(folder.resolve("runs/2026-07-27/b")).doesNotExist();
    }

    @Test
    void keepsWhatARunThatMayBeRunningHasCarriedOver() {
        shelf.night(MONDAY, "a");
        WarehouseRun running = carrying("b", "a", "soon");
        shelf.night(TUESDAY, "a");

        prune(1);

        assertThat(folder.resolve("runs/2026-07-27/a/visits")
                        .resolve(running.manifest(VISITS).orElseThrow().attempt()))
                .isNotEmptyDirectory();
    }

    @Test
    void keepsTablesThatARollbackNames() {
        shelf.night(MONDAY, "a");
        shelf.night(TUESDAY, "a");
        Release restored = warehouse.rollback(1, Suppression.NONE);

        assertThat(prune(1).releases()).containsExactly(2, 1);

        assertThat(shelf.read(restored, PRICES)).isEqualTo("2026-07-27 a");
        assertThat(folder.resolve("runs/2026-07-28/a")).doesNotExist();
    }

    @Test
    void keepsIntermediateTablesForTheLiveRunOnly() {
        shelf.night(MONDAY, "a");
        shelf.night(TUESDAY, "a");

        prune(2);

        assertThat(folder.resolve("runs/2026-07-27/a/visits")).doesNotExist();
        assertThat(folder.resolve("runs/2026-07-27/a/prices/MANIFEST.json")).exists();
        assertThat(folder.resolve("runs/2026-07-28/a/visits/MANIFEST.json")).exists();
    }

    @Test
    void deletesAttemptsThatNoManifestNames() throws IOException {
        shelf.night(MONDAY, "a");
        Path leftover = folder.resolve("runs/2026-07-27/a/prices/given-up");
        Files.createDirectories(leftover.resolve("_temporary/0"));
        Files.writeString(folder.resolve("runs/2026-07-27/a/.run.json.1.tmp"), "half");

        assertThat(prune(1).deleted())
                .containsExactly("runs/2026-07-27/a/.run.json.1.tmp", "runs/2026-07-27/a/prices/given-up");

        assertThat(leftover).doesNotExist();
        assertThat(warehouse.run(MONDAY, RunId.of("a")).orElseThrow().manifest(PRICES))
                .isPresent();
    }

    @Test
    void leavesARunInProgressAlone() throws IOException {
        shelf.night(MONDAY, "a");
        WarehouseRun running = shelf.join(TUESDAY, "a");
        shelf.finish(running, VISITS, "text");
        Path attempt = folder.resolve("runs/2026-07-28/a/prices/in-progress");
        Files.createDirectories(attempt);

        assertThat(prune(1).deleted()).isEmpty();

        assertThat(attempt).exists();
        assertThat(running.manifest(VISITS)).isPresent();
    }

    @Test
    void leavesASlowRunAloneWhenOneNewerReleaseCame() {
        WarehouseRun slow = shelf.join(MONDAY, "slow");
        shelf.finish(slow);
        shelf.night(TUESDAY, "a");

        assertThat(prune(1).deleted()).isEmpty();
        assertThat(slow.publish(Shelf.draft()).live()).isFalse();
    }

    @Test
    void givesUpARunThatTwoNightsHavePassed() {
        WarehouseRun lost = shelf.join(MONDAY, "lost");
        shelf.finish(lost);
        shelf.night(TUESDAY, "a");
        shelf.night(WEDNESDAY, "a");

        prune(1);

        assertThat(folder.resolve("runs/2026-07-27/lost")).doesNotExist();
    }

    @Test
    void givesUpUnfinishedRunsWhenToldThatNoneIsRunning() {
        shelf.night(MONDAY, "a");
        shelf.finish(shelf.join(TUESDAY, "killed"));

        warehouse.prune(new Retention(1, Retention.Unfinished.ABANDONED));

        assertThat(folder.resolve("runs/2026-07-28/killed")).doesNotExist();
        assertThat(warehouse.releases().live()).isPresent();
    }

    @Test
    void doesNotPublishARunThatWasGivenUp() {
        WarehouseRun stalled = shelf.join(TUESDAY, "stalled");
        shelf.finish(stalled);
        // The prune has decided and then died before it deleted anything.
        shelf.storage()
                .createExclusively(
                        Layout.release(1),
                        Json.bytes(PruneRecord.of(
                                1, List.of(), List.of(new PruneRecord.RunName(TUESDAY, RunId.of("stalled"))))));

        assertThatThrownBy(() -> stalled.publish(Shelf.draft()))
                .isInstanceOf(SupersededException.class)
                .hasMessageContaining("expected a run that no prune has given up");
    }

    @Test
    void letsARunIdBeUsedAgainAfterItWasGivenUp() {
        shelf.night(MONDAY, "a");
        shelf.finish(shelf.join(TUESDAY, "killed"));
        warehouse.prune(new Retention(1, Retention.Unfinished.ABANDONED));

        assertThat(shelf.night(TUESDAY, "killed").live()).isTrue();
        prune(1);
        assertThat(warehouse.run(TUESDAY, RunId.of("killed")).orElseThrow().manifest(VISITS))
                .isPresent();
    }

    @Test
    void refusesToRollBackToWhatWasGivenUp() {
        shelf.night(MONDAY, "a");
        shelf.night(TUESDAY, "a");
        prune(1);

        assertThatThrownBy(() -> warehouse.rollback(1, Suppression.NONE))
                .isInstanceOf(InputMissingException.class)
                .hasMessageContaining("expected one of [2]");
    }

    @Test
    void doesNothingTheSecondTime() throws IOException {
        shelf.night(MONDAY, "a");
        shelf.night(TUESDAY, "a");
        prune(1);
        List<String> before = everything();

        Pruned again = prune(1);

        assertThat(again).isEqualTo(new Pruned(List.of(), List.of()));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void takesANumberSoThatNoneIsGivenTwice() {
        shelf.night(MONDAY, "a");
        shelf.night(TUESDAY, "a");
        prune(1);

        assertThat(shelf.night(WEDNESDAY, "a").number()).isEqualTo(4);
        assertThat(warehouse.releases().history()).extracting(Release::number).containsExactly(4, 2, 1);
    }

    @Test
    void deletesTemporaryFilesOfNumbersThatAreTaken() throws IOException {
        shelf.night(MONDAY, "a");
        Files.writeString(folder.resolve("releases/.00000001.json.x.tmp"), "lost");
        Files.writeString(folder.resolve("releases/.00000002.json.x.tmp"), "may win");

        assertThat(prune(1).deleted()).containsExactly("releases/.00000001.json.x.tmp");
    }

    @Test
    void doesNotTouchWhatIsNotItsOwn() throws IOException {
        shelf.night(MONDAY, "a");
        Files.createDirectories(folder.resolve("runs/notes/by-hand"));
        Files.createDirectories(folder.resolve("runs/2026-07-27/Not A Run"));

        assertThat(prune(1).deleted()).isEmpty();
    }

    @Test
    void refusesToKeepNothing() {
        assertThatThrownBy(() -> new Retention(0, Retention.Unfinished.MAY_BE_RUNNING))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Cannot prune: keep=0");
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(Path::toString).sorted().toList();
        }
    }
}
