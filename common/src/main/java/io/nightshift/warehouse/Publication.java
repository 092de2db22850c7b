package io.nightshift.warehouse;

import io.nightshift.errors.SupersededException;
import io.nightshift.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a run becomes a release.
 *
 * <ol>
 *   <li>A release of the same run exists: it is the result, whoever made it.
 *   <li>Since the run started, another run of its date was released, or a prune gave this one up: superseded.
 *   <li>The live release has an older date, or there is none: the new one is live.
 *   <li>The live release has the same date: the new one is live if it is the one that the run started from, else superseded.
 *   <li>The live release has a later date: the new one is not live; if it was asked to be, then it is, under the rule before.
 * </ol>
 */
final class Publication {
    private final Storage storage;
    private final RunRecord run;

    Publication(Storage storage, RunRecord run) {
        this.storage = storage;
        this.run = run;
    }

    Release publish(ReleaseDraft draft, List<StoredTable> tables) {
        while (true) {
            ReleaseLog log = ReleaseLog.read(storage);
            List<LogEntry> sinceStart = log.after(run.newestAtStart()).toList();
            Optional<Release> own =
                    runsReleased(sinceStart).filter(run::computed).findFirst();
            if (own.isPresent()) {
                return own.get();
            }
            requireStillWanted(sinceStart);
            Release release = release(log, draft, tables);
            if (storage.createExclusively(Layout.release(release.number()), Json.bytes(release))) {
                return release;
            }
        }
    }

    private static Stream<Release> runsReleased(List<LogEntry> entries) {
        return entries.stream()
                .filter(Release.class::isInstance)
                .map(Release.class::cast)
                .filter(release -> release.kind() == Release.Kind.RUN);
    }

    private void requireStillWanted(List<LogEntry> sinceStart) {
        runsReleased(sinceStart)
                .filter(release -> release.date().equals(run.date()))
                .findFirst()
                .ifPresent(this::superseded);
        if (sinceStart.stream().anyMatch(entry -> entry instanceof PruneRecord prune && prune.gaveUp(run))) {
            throw new SupersededException("Cannot publish run: run-id=" + run.runId() + " of " + run.date()
                    + ", expected a run that no prune has given up; start a new run id");
        }
    }

    private Release release(ReleaseLog log, ReleaseDraft draft, List<StoredTable> tables) {
        Optional<Release> live = log.live();
        return new Release(
                Json.FORMAT,
                log.newest() + 1,
                becomesLive(live, draft.promotion()),
                Release.Kind.RUN,
                run.date(),
                run.runId(),
                live.map(Release::number).orElse(0),
                0,
                draft.suppression(),
                run.codeVersion(),
                run.settingsHash(),
                run.settings(),
                draft.inputs(),
                draft.metrics(),
                draft.audits(),
                tables);
    }

    private boolean becomesLive(Optional<Release> live, ReleaseDraft.Promotion promotion) {
        if (live.isEmpty() || live.get().date().isBefore(run.date())) {
            return true;
        }
        boolean later = live.get().date().isAfter(run.date());
        if (later && promotion == ReleaseDraft.Promotion.NEWEST_DATE) {
            return false;
        }
        if (live.get().number() != run.liveAtStart()) {
            superseded(live.get());
        }
        return true;
    }

    private void superseded(Release by) {
        throw new SupersededException("Cannot publish run: run-id=" + run.runId() + " of " + run.date()
                + ", expected release " + run.liveAtStart() + " to be live still, as when the run started, but release "
                + by.number() + " (run-id=" + by.runId() + " of " + by.date()
                + ") came first; nothing is left to do, or start a new run id to replace it");
    }
}
