package io.nightshift.warehouse;

import static io.nightshift.warehouse.Shelf.MONDAY;
import static io.nightshift.warehouse.Shelf.PRICES;
import static io.nightshift.warehouse.Shelf.TUESDAY;
import static io.nightshift.warehouse.Shelf.VISITS;
import static io.nightshift.warehouse.Shelf.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.errors.StorageException;
import io.nightshift.storage.FaultyFileSystem;
import io.nightshift.storage.FaultyFileSystem.Fault;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fails every single call of the file system in turn and looks at what readers see, then does the work again. */
class CrashTest {
    @TempDir
    private Path folder;

    private final Configuration conf = FaultyFileSystem.configure(new Configuration(false));

    @AfterEach
    void heal() {
        FaultyFileSystem.heal();
    }

    private PlainShelf shelf(String name) {
        return new PlainShelf("fault://" + folder.resolve(name), conf);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aNightIsReleasedWholeOrNotAtAll(Fault fault) {
        Consumer<PlainShelf> night = shelf -> shelf.night(TUESDAY, "a");
        int calls = calls(shelf -> shelf.night(MONDAY, "a"), night);

        for (int n = 0; n < calls; n++) {
            PlainShelf shelf = shelf(fault + "-" + n);
            Release monday = shelf.night(MONDAY, "a");
            failAt(n, fault, () -> night.accept(shelf));

            Release seen = shelf.warehouse().releases().live().orElseThrow();
            assertThat(seen.date()).isIn(MONDAY, TUESDAY);
            assertThat(shelf.read(seen, PRICES)).isEqualTo(PlainShelf.text(seen.date(), seen.runId()));
            assertThat(shelf.read(monday, PRICES)).isEqualTo("2026-07-27 a");

            night.accept(shelf);
            assertThat(shelf.warehouse().releases().all())
                    .extracting(Release::date)
                    .containsExactly(TUESDAY, MONDAY);
            assertThat(shelf.warehouse().releases().all())
                    .extracting(release -> shelf.read(release, PRICES))
                    .containsExactly("2026-07-28 a", "2026-07-27 a");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "GLITCH_AFTER"})
    void aRollbackIsDoneOrNot(Fault fault) {
        Consumer<PlainShelf> rollback = shelf -> shelf.warehouse().rollback(1, Suppression.NONE);
        int calls = calls(CrashTest::twoNights, rollback);

        for (int n = 0; n < calls; n++) {
            PlainShelf shelf = shelf(fault + "-" + n);
            twoNights(shelf);
            failAt(n, fault, () -> rollback.accept(shelf));

            Release seen = shelf.warehouse().releases().live().orElseThrow();
            assertThat(shelf.read(seen, PRICES)).isEqualTo(PlainShelf.text(seen.date(), seen.runId()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "GLITCH_AFTER"})
    void aPruneBreaksNoKeptReleaseAndCanBeRepeated(Fault fault) {
        Consumer<PlainShelf> prune =
                shelf -> shelf.warehouse().prune(new Retention(1, Retention.Unfinished.MAY_BE_RUNNING));
        int calls = calls(CrashTest::twoNightsAndAStart, prune);

        for (int n = 0; n < calls; n++) {
            PlainShelf shelf = shelf(fault + "-" + n);
            twoNightsAndAStart(shelf);
            failAt(n, fault, () -> prune.accept(shelf));

            for (Release kept : shelf.warehouse().releases().all()) {
                assertThat(shelf.read(kept, PRICES)).isEqualTo(PlainShelf.text(kept.date(), kept.runId()));
            }
            prune.accept(shelf);
            assertThat(shelf.warehouse().releases().all())
                    .extracting(Release::date)
                    .containsExactly(TUESDAY);
            assertThat(shelf.warehouse().run(MONDAY, RunId.of("a"))).isEmpty();
            assertThat(shelf.join(WEDNESDAY, "a").manifest(VISITS)).isPresent();
        }
    }

    private static void twoNights(PlainShelf shelf) {
        shelf.night(MONDAY, "a");
        shelf.night(TUESDAY, "a");
    }

    private static void twoNightsAndAStart(PlainShelf shelf) {
        twoNights(shelf);
        shelf.finish(shelf.join(WEDNESDAY, "a"), VISITS, "text");
    }

    /** How many calls the work makes when nothing fails. */
    private int calls(Consumer<PlainShelf> setting, Consumer<PlainShelf> work) {
        PlainShelf shelf = shelf("counted");
        setting.accept(shelf);
        FaultyFileSystem.heal();
        work.accept(shelf);
        return FaultyFileSystem.calls();
    }

    private static void failAt(int call, Fault fault, Runnable work) {
        FaultyFileSystem.failAt(call, fault);
        try {
            work.run();
        } catch (StorageException expected) {
            assertThat(expected).hasMessageStartingWith("Cannot ");
        } finally {
            FaultyFileSystem.heal();
        }
    }
}
