package io.nightshift.warehouse;

import io.nightshift.errors.RejectedException;
import io.nightshift.errors.SettingsException;
import io.nightshift.storage.Storage;
import java.util.Optional;

/** How the tables of an earlier release become live again: a new release lists them. */
final class Rollback {
    private final Storage storage;
    private final TableFormat format;

    Rollback(Storage storage, TableFormat format) {
        this.storage = storage;
        this.format = format;
    }

    Release to(int number, Suppression current) {
        while (true) {
            ReleaseLog log = ReleaseLog.read(storage);
            Release target = Releases.number(log, number);
            Optional<Release> live = log.live();
            requireNotLive(target, live);
            requireSuppression(target, current, log);
            target.tables().forEach(format::requireFiles);
            Release restored = target.restoredAs(
                    log.newest() + 1, live.map(Release::number).orElse(0));
            if (storage.createExclusively(Layout.release(restored.number()), Json.bytes(restored))) {
                return restored;
            }
        }
    }

    private static void requireNotLive(Release target, Optional<Release> live) {
        if (live.isPresent() && live.get().tables().equals(target.tables())) {
            throw new SettingsException("Cannot roll back: number=" + target.number()
                    + ", expected a release whose tables are not live now; choose an earlier one");
        }
    }

    private static void requireSuppression(Release target, Suppression current, ReleaseLog log) {
        Suppression newest = log.history().findFirst().orElseThrow().suppression();
        if (!target.suppression().equals(current) || !target.suppression().equals(newest)) {
            throw new RejectedException("Cannot roll back: number=" + target.number()
                    + ", expected a release made with the newest suppression list, but it may bring back users who have"
                    + " been suppressed since; run the night again for " + target.date());
        }
    }
}
