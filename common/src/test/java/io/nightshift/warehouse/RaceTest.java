package io.nightshift.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.SupersededException;
import io.nightshift.storage.FaultyFileSystem;
import io.nightshift.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and threads that want the same thing at the same moment. */
@Timeout(600)
class RaceTest {
    private static final int ROUNDS = 10;

    @TempDir
    private Path folder;

    @AfterEach
    void heal() {
        FaultyFileSystem.heal();
    }

    @Test
    void oneOfTwoRunIdsOfADatePublishesAndTheOtherIsSuperseded() throws Exception {
        List<List<String>> outcomes = race("one", "two");

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(List.of(outcomes.get(0).get(round), outcomes.get(1).get(round)))
                    .containsExactlyInAnyOrder(round + " released 1", round + " superseded");
            Release live = releases(round).live().orElseThrow();
            assertThat(live.runId().text()).isEqualTo(outcomes.get(0).get(round).endsWith("1") ? "one" : "two");
            assertThat(releases(round).all()).hasSize(1);
        }
    }

    @Test
    void twoProcessesOfOneRunIdBothEndWithItsOneRelease() throws Exception {
        List<List<String>> outcomes = race("same", "same");

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(outcomes.get(0).get(round)).isEqualTo(round + " released 1");
            assertThat(outcomes.get(1).get(round)).isEqualTo(round + " released 1");
            assertThat(releases(round).all()).hasSize(1);
        }
    }

    @Test
    void aReaderSeesWholeReleasesWhileFiftyArePublished() throws Exception {
        PlainShelf shelf = new PlainShelf(folder.toString(), new Configuration(false));
        shelf.night(Shelf.MONDAY, "a");
        ExecutorService publisher = Executors.newSingleThreadExecutor();
        Future<?> nights = publisher.submit(() -> {
            for (int day = 1; day <= 50; day++) {
                shelf.night(Shelf.MONDAY.plusDays(day), "a");
            }
        });

        int newest = 0;
        int reads = 0;
        while (!nights.isDone()) {
            Release live = shelf.warehouse().releases().live().orElseThrow();
            assertThat(live.number()).isGreaterThanOrEqualTo(newest);
            assertThat(shelf.read(live, Shelf.PRICES)).isEqualTo(PlainShelf.text(live.date(), live.runId()));
            newest = live.number();
            reads++;
        }
        nights.get();
        publisher.shutdown();

        assertThat(reads).isPositive();
        assertThat(shelf.warehouse().releases().live().map(Release::number)).contains(51);
    }

    @Test
    void rollbacksAndPrunesInARowNeverLeaveALiveReleaseWithoutTables() throws Exception {
        PlainShelf shelf = new PlainShelf(folder.toString(), new Configuration(false));
        LocalDate day = Shelf.MONDAY;
        ExecutorService pool = Executors.newFixedThreadPool(2);
        for (int round = 0; round < 20; round++) {
            Release older = shelf.night(day, "a");
            shelf.night(day.plusDays(1), "a");
            day = day.plusDays(2);
            Future<?> prune =
                    pool.submit(() -> shelf.warehouse().prune(new Retention(1, Retention.Unfinished.MAY_BE_RUNNING)));
            Future<Boolean> rollback = pool.submit(() -> rollsBack(shelf, older.number()));
            prune.get();
            boolean restored = rollback.get();

            Release live = shelf.warehouse().releases().live().orElseThrow();
            assertThat(live.kind()).isEqualTo(restored ? Release.Kind.ROLLBACK : Release.Kind.RUN);
            assertThat(shelf.read(live, Shelf.PRICES)).isEqualTo(PlainShelf.text(live.date(), live.runId()));
        }
        pool.shutdown();
    }

    @Test
    void whoComesLateToANumberIsSupersededByItsDateAndTakesTheNextBesideAnother() throws Exception {
        PlainShelf shelf = new PlainShelf(
                "fault://" + folder.resolve("late"), FaultyFileSystem.configure(new Configuration(false)));

        Future<Release> superseded = publishLate(shelf, Shelf.MONDAY, "late");
        Release first = shelf.night(Shelf.MONDAY, "quick");
        assertThat(superseded).isNotDone();
        assertThatThrownBy(superseded::get).hasCauseInstanceOf(SupersededException.class);
        assertThat(first.number()).isEqualTo(1);
        assertThat(shelf.warehouse().releases().all()).containsExactly(first);

        Future<Release> older = publishLate(shelf, Shelf.TUESDAY, "late");
        Release second = shelf.night(Shelf.WEDNESDAY, "quick");
        assertThat(older).isNotDone();
        assertThat(older.get().number()).isEqualTo(3);
        assertThat(older.get().live()).isFalse();
        assertThat(second.number()).isEqualTo(2);
        assertThat(shelf.warehouse().releases().all()).containsExactly(older.get(), second, first);
        assertThat(shelf.warehouse().releases().live()).contains(second);
        assertThat(shelf.read(second, Shelf.PRICES)).isEqualTo("2026-07-29 quick");
    }

    /** Publishes in a thread, which has chosen its number when this returns but creates the release two seconds later. */
    private Future<Release> publishLate(PlainShelf shelf, LocalDate date, String runId) {
        WarehouseRun run = shelf.join(date, runId);
        shelf.finish(run);
        // Of the same calls in a warehouse of its own, the last is the one that decides.
        int deciding = publishCalls(shelf.warehouse().releases().all().size()) - 1;
        FaultyFileSystem.delayAt(deciding, 2000);
        ExecutorService publisher = Executors.newSingleThreadExecutor();
        Future<Release> release = publisher.submit(() -> run.publish(Shelf.draft()));
        publisher.shutdown();
        while (FaultyFileSystem.calls() <= deciding && !release.isDone()) {
            Thread.onSpinWait();
        }
        return release;
    }

    /** The calls of one publication after so many. */
    private int publishCalls(int releases) {
        PlainShelf shelf = new PlainShelf(
                "fault://" + folder.resolve("counted-" + releases),
                FaultyFileSystem.configure(new Configuration(false)));
        for (int day = 0; day < releases; day++) {
            shelf.night(Shelf.MONDAY.plusDays(day), "a");
        }
        WarehouseRun run = shelf.join(Shelf.MONDAY.plusDays(releases), "a");
        shelf.finish(run);
        FaultyFileSystem.heal();
        run.publish(Shelf.draft());
        return FaultyFileSystem.calls();
    }

    private static boolean rollsBack(PlainShelf shelf, int number) {
        try {
            shelf.warehouse().rollback(number, Suppression.NONE);
            return true;
        } catch (io.nightshift.errors.InputMissingException pruned) {
            return false;
        }
    }

    private Releases releases(int round) {
        return new Releases(Storage.open(folder.resolve("round-" + round).toString(), new Configuration(false)));
    }

    /** The lines that two processes print, one list for each. */
    private List<List<String>> race(String firstRunId, String secondRunId) throws Exception {
        List<Process> processes = List.of(start("left", firstRunId, "right"), start("right", secondRunId, "left"));
        List<List<String>> lines = new ArrayList<>();
        for (Process process : processes) {
            lines.add(process.inputReader().lines().toList());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        return lines;
    }

    private Process start(String name, String runId, String rival) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RacingNights.class.getName(),
                        folder.toString(),
                        Integer.toString(ROUNDS),
                        name,
                        runId,
                        rival)
                .redirectError(Files.createTempFile(folder, name, ".err").toFile())
                .start();
    }
}
