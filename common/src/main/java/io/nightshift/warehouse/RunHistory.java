package io.nightshift.warehouse;

import java.util.List;

/** What has been decided about runs since they started. A run id may be used again after its run was deleted: older decisions do not count. */
final class RunHistory {
    private final List<LogEntry> newestFirst;

    /** Reads the decisions since the oldest of the runs started. */
    RunHistory(ReleaseLog log, List<RunRecord> runs) {
        int oldest = runs.stream().mapToInt(RunRecord::newestAtStart).min().orElse(log.newest());
        newestFirst = log.after(oldest).toList();
    }

    boolean isReleased(RunRecord run) {
        return newestFirst.stream()
                .takeWhile(entry -> entry.number() > run.newestAtStart())
                .anyMatch(entry -> entry instanceof Release release && run.computed(release));
    }

    boolean isAbandoned(RunRecord run) {
        return newestFirst.stream()
                .takeWhile(entry -> entry.number() > run.newestAtStart())
                .anyMatch(entry -> entry instanceof PruneRecord prune && prune.gaveUp(run));
    }

    long liveReleasesSince(RunRecord run) {
        return newestFirst.stream()
                .takeWhile(entry -> entry.number() > run.newestAtStart())
                .filter(entry -> entry instanceof Release release && release.live())
                .count();
    }
}
