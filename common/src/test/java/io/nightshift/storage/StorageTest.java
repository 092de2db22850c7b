package io.nightshift.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.ExitCode;
import io.nightshift.errors.SettingsException;
import io.nightshift.errors.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {
    private static final byte[] OURS = "ours".getBytes(UTF_8);
    private static final byte[] THEIRS = "theirs".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final Configuration conf = FaultyFileSystem.configure(new Configuration(false));

    @BeforeEach
    void heal() {
        FaultyFileSystem.heal();
    }

    private Storage open(String scheme) {
        return Storage.open(scheme + "://" + folder, conf);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void createsAFileOnceAndLeavesNothingElse(String scheme) throws IOException {
        Storage storage = open(scheme);

        assertThat(storage.createExclusively("a/b/c.json", OURS)).isTrue();
        assertThat(storage.createExclusively("a/b/c.json", THEIRS)).isFalse();

        assertThat(storage.read("a/b/c.json")).hasValue(OURS);
        try (var entries = Files.list(folder.resolve("a/b"))) {
            assertThat(entries.map(path -> path.getFileName().toString())).containsExactly("c.json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void hasOneWinnerAmongThreads(String scheme) throws Exception {
        Storage storage = open(scheme);
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                String name = "race/" + round;
                List<Future<Boolean>> results = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    byte[] bytes = ("by " + i).getBytes(UTF_8);
                    results.add(pool.submit(() -> {
                        together.await();
                        return storage.createExclusively(name, bytes);
                    }));
                }
                List<Boolean> won = new ArrayList<>();
                for (Future<Boolean> result : results) {
                    won.add(result.get());
                }
                assertThat(won).containsOnlyOnce(true);
                assertThat(storage.read(name)).hasValue(("by " + won.indexOf(true)).getBytes(UTF_8));
            }
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource(FaultyFileSystem.Fault.class)
    void neverShowsHalfAFileWhereverACallFails(FaultyFileSystem.Fault fault) {
        Storage storage = open("fault");
        int calls = callsOfOneCreation(storage);

        for (int n = 0; n < calls; n++) {
            String name = fault + "/" + n;
            FaultyFileSystem.failAt(n, fault);
            boolean claimed = false;
            try {
                claimed = storage.createExclusively(name, OURS);
            } catch (StorageException expected) {
                assertThat(expected).hasMessageStartingWith("Cannot create file: path=");
            }
            FaultyFileSystem.heal();
            boolean exists = storage.read(name).isPresent();
            assertThat(exists ? storage.read(name).orElseThrow() : OURS).isEqualTo(OURS);
            assertThat(claimed).as("call %d", n).isIn(false, exists);
            assertThat(storage.createExclusively(name, THEIRS)).isEqualTo(!exists);
        }
    }

    private static int callsOfOneCreation(Storage storage) {
        FaultyFileSystem.heal();
        storage.createExclusively("counted", OURS);
        assertThat(FaultyFileSystem.calls()).isGreaterThanOrEqualTo(3);
        return FaultyFileSystem.calls();
    }

    @Test
    void knowsThatItWonWhenOnlyTheAnswerOfTheRenameWasLost() {
        Storage storage = open("fault");
        int rename = callsOfOneCreation(storage) - 1;

        FaultyFileSystem.failAt(rename, FaultyFileSystem.Fault.GLITCH_AFTER);

        assertThat(storage.createExclusively("lost-answer", OURS)).isTrue();
    }

    @Test
    void refusesAFileSystemThatNobodyVouchesFor() {
        conf.set(Storage.ATOMIC_RENAME_SCHEMES, "hdfs");

        assertThatThrownBy(() -> open("fault"))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STORAGE))
                .hasMessageContaining("expected the local disk or a file system with an atomic rename, such as [hdfs]");
    }

    @Test
    void refusesAnUnknownScheme() {
        assertThatThrownBy(() -> Storage.open("nowhere://host/warehouse", conf))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot open storage: path=nowhere://host/warehouse");
    }

    @Test
    void refusesATextThatIsNoPath() {
        assertThatThrownBy(() -> Storage.open("", conf)).isInstanceOf(SettingsException.class);
    }

    @Test
    void acceptsTheLocalDiskAfterATrial() throws IOException {
        Storage storage = open("file");

        storage.requireExclusiveCreation("runs");

        try (var entries = Files.list(folder.resolve("runs"))) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void refusesARootThatIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Storage storage = Storage.open(file.toString(), conf);

        assertThatThrownBy(() -> storage.createExclusively("releases/1.json", OURS))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot create file: path=file:" + file + "/releases/1.json")
                .hasMessageContaining("check the path, its permissions and the free space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../a", "a/../b", "a/..", "/a", "a//b", "a/", "", ".", "hdfs://host/a", "a\nb", "ä"})
    void refusesNamesThatCouldLeadElsewhere(String name) {
        assertThatThrownBy(() -> open("file").path(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot use name in storage: name=" + name);
    }

    @Test
    void readsAndListsNothingWhereNothingIs() {
        Storage storage = open("file");

        assertThat(storage.read("absent")).isEmpty();
        assertThat(storage.entry("absent")).isEmpty();
        assertThat(storage.list("absent")).isEmpty();
        storage.delete("absent");
    }

    @Test
    void listsByNameWithLengths() {
        Storage storage = open("file");
        storage.createExclusively("f/b", OURS);
        storage.createExclusively("f/a", THEIRS);
        storage.createExclusively("f/c/d", OURS);

        assertThat(storage.list("f"))
                .extracting(StoredEntry::name, StoredEntry::kind, StoredEntry::bytes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", StoredEntry.Kind.FILE, 6L),
                        org.assertj.core.groups.Tuple.tuple("b", StoredEntry.Kind.FILE, 4L),
                        org.assertj.core.groups.Tuple.tuple("c", StoredEntry.Kind.FOLDER, 0L));
    }

    @Test
    void removesOnlyEmptyFoldersWhenAskedTo() {
        Storage storage = open("file");
        storage.createExclusively("f/a", OURS);

        storage.deleteIfEmpty("f");
        assertThat(storage.entry("f")).isPresent();

        storage.delete("f/a");
        storage.deleteIfEmpty("f");
        assertThat(storage.entry("f")).isEmpty();
    }
}
