package io.nightshift.warehouse;

import io.nightshift.storage.Storage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The releases of a warehouse as readers see them. Every call looks at the folder anew. */
public final class Releases {
    private final Storage storage;

    Releases(Storage storage) {
        this.storage = storage;
    }

    /** All releases, newest first. */
    public List<Release> all() {
        return log().newestFirst().toList();
    }

    /** What readers see: the highest number that is live; nothing before the first night. */
    public Optional<Release> live() {
        return log().live();
    }

    /** The newest release with the tables of a date, live or not. */
    public Optional<Release> of(LocalDate date) {
        return log().of(date);
    }

    ReleaseLog log() {
        return ReleaseLog.read(storage);
    }
}
