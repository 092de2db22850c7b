package io.nightshift.warehouse;

import io.nightshift.storage.Storage;
import io.nightshift.storage.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be deleted, run by run, as the releases stand. An attempt is wanted while a kept release lists it, or while the live run
 * or one that may be running has carried it over.
 *
 * <ul>
 *   <li>a run that was given up: everything, run.json last;
 *   <li>a run whose releases all were given up: likewise, unless another run wants some of it: then all but that;
 *   <li>a run without a release: nothing, for it may be running;
 *   <li>the live run: attempts that no manifest names;
 *   <li>the run of another kept release: also every table that nobody wants.
 * </ul>
 */
final class Leftovers {
    private static final Pattern TEMPORARY_RELEASE = Pattern.compile("\\.([0-9]{8,9}\\.json)\\..*");

    private final Storage storage;
    private final ReleaseLog log;
    private final List<RunRecord> runs;
    private final List<Release> readable;
    private final Optional<Release> live;
    private final RunHistory history;
    private final Set<String> wantedFolders;
    private final List<String> deleted = new ArrayList<>();

    Leftovers(Storage storage, ReleaseLog log, List<RunRecord> runs) {
        this.storage = storage;
        this.log = log;
        this.runs = runs;
        this.readable = log.readable().toList();
        this.live = log.live();
        this.history = new RunHistory(log, runs);
        this.wantedFolders = Stream.concat(
                        readable.stream()
                                .flatMap(release -> release.tables().stream())
                                .map(StoredTable::folder),
                        runs.stream().filter(this::mayCarry).flatMap(this::carried))
                .collect(Collectors.toSet());
    }

    private boolean mayCarry(RunRecord run) {
        return isLive(run) || !history.isReleased(run) && !history.isAbandoned(run);
    }

    private boolean isLive(RunRecord run) {
        return live.filter(run::computed).isPresent();
    }

    /** The attempts of other runs that a run has taken over. */
    private Stream<String> carried(RunRecord run) {
        return storage.list(run.folder()).stream()
                .filter(entry -> !entry.isFile())
                .flatMap(entry ->
                        Json.read(storage, Layout.manifest(run.folder(), entry.name()), Manifest.class).stream())
                .filter(manifest -> !manifest.carriedFrom().isEmpty())
                .map(manifest -> manifest.folderIn(run.folder()));
    }

    /** The files and folders deleted so far, in the order of deletion. */
    List<String> deleted() {
        return deleted;
    }

    void delete() {
        for (RunRecord run : runs) {
            if (history.isAbandoned(run)) {
                deleteRun(run);
            } else if (history.isReleased(run)) {
                deleteUnnamed(run);
            }
        }
        deleteTemporaryReleases();
    }

    private void deleteUnnamed(RunRecord run) {
        boolean isWanted = wantedFolders.stream().anyMatch(folder -> folder.startsWith(run.folder() + "/"));
        if (readable.stream().noneMatch(run::computed) && !isWanted) {
            deleteRun(run);
            return;
        }
        boolean isLive = isLive(run);
        for (StoredEntry entry : storage.list(run.folder())) {
            String path = run.folder() + "/" + entry.name();
            if (Storage.isTemporary(entry)) {
                delete(path);
            } else if (!entry.isFile() && !entry.name().equals(Layout.REPORTS)) {
                deleteUnnamedAttempts(run, entry.name(), isLive);
            }
        }
    }

    private void deleteUnnamedAttempts(RunRecord run, String table, boolean isLive) {
        String folder = Layout.table(run.folder(), table);
        String manifestName = Layout.manifest(run.folder(), table);
        Optional<String> counts = Json.read(storage, manifestName, Manifest.class)
                .filter(manifest -> isLive || wantedFolders.contains(manifest.folderIn(run.folder())))
                .map(Manifest::attempt);
        if (counts.isEmpty()) {
            delete(manifestName);
            delete(folder);
            return;
        }
        for (StoredEntry entry : storage.list(folder)) {
            if (!entry.name().equals(Layout.MANIFEST) && !entry.name().equals(counts.get())) {
                delete(folder + "/" + entry.name());
            }
        }
    }

    private void deleteRun(RunRecord run) {
        for (StoredEntry entry : storage.list(run.folder())) {
            if (!entry.name().equals(Layout.RUN_FILE)) {
                delete(run.folder() + "/" + entry.name());
            }
        }
        delete(Layout.runFile(run.folder()));
        storage.deleteIfEmpty(run.folder());
    }

    /** A temporary file whose number is taken can only lose, so it may go although its process may be alive. */
    private void deleteTemporaryReleases() {
        for (StoredEntry entry : storage.list(Layout.RELEASES)) {
            Matcher matcher = TEMPORARY_RELEASE.matcher(entry.name());
            if (Storage.isTemporary(entry)
                    && matcher.matches()
                    && Layout.releaseNumber(matcher.group(1)).orElseThrow() <= log.newest()) {
                delete(Layout.RELEASES + "/" + entry.name());
            }
        }
    }

    private void delete(String name) {
        storage.delete(name);
        deleted.add(name);
    }
}
