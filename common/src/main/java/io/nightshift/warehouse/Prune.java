package io.nightshift.warehouse;

import io.nightshift.storage.Storage;
import io.nightshift.storage.StoredEntry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives up old releases and deletes what nothing names any more. First the decision is recorded among the releases, then files go,
 * so that a prune that dies can be repeated, and no reader of a kept release is disturbed.
 */
final class Prune {
    private final Storage storage;
    private final Retention retention;

    Prune(Storage storage, Retention retention) {
        this.storage = storage;
        this.retention = retention;
    }

    Pruned run() {
        List<Integer> givenUp = decide();
        Leftovers leftovers = new Leftovers(storage, ReleaseLog.read(storage), runs());
        leftovers.delete();
        return new Pruned(givenUp, leftovers.deleted());
    }

    private List<Integer> decide() {
        while (true) {
            ReleaseLog log = ReleaseLog.read(storage);
            List<Integer> readable = log.readable().map(Release::number).toList();
            Set<Integer> kept = new HashSet<>(readable.subList(0, Math.min(retention.releases(), readable.size())));
            log.live().ifPresent(live -> kept.add(live.number()));
            List<Integer> givenUp =
                    readable.stream().filter(number -> !kept.contains(number)).toList();
            List<PruneRecord.RunName> abandoned = abandoned(log);
            if (givenUp.isEmpty() && abandoned.isEmpty()) {
                return givenUp;
            }
            PruneRecord record = PruneRecord.of(
                    log.newest() + 1, readable.stream().filter(kept::contains).toList(), abandoned);
            if (storage.createExclusively(Layout.release(record.number()), Json.bytes(record))) {
                return givenUp;
            }
        }
    }

    private List<PruneRecord.RunName> abandoned(ReleaseLog log) {
        List<RunRecord> runs = runs();
        RunHistory history = new RunHistory(log, runs);
        return runs.stream()
                .filter(run -> !history.isReleased(run) && !history.isAbandoned(run))
                .filter(run -> history.liveReleasesSince(run) >= retention.newerReleases())
                .map(RunRecord::name)
                .toList();
    }

    /** The runs that have a run.json, ordered by date and run id; any other folder is a run about to start, or a stranger's. */
    private List<RunRecord> runs() {
        return folders(Layout.RUNS)
                .flatMap(date -> folders(Layout.RUNS + "/" + date).flatMap(runId -> record(date, runId).stream()))
                .toList();
    }

    private Optional<RunRecord> record(String date, String runId) {
        try {
            return RunId.isValid(runId)
                    ? RunJoin.record(storage, LocalDate.parse(date), RunId.of(runId))
                    : Optional.empty();
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private Stream<String> folders(String folder) {
        return storage.list(folder).stream()
                .filter(entry -> !entry.isFile() && Storage.isName(entry.name()))
                .map(StoredEntry::name);
    }
}
