package io.nightshift.warehouse;

import io.nightshift.storage.Storage;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The releases as of one look at their folder. What a process decides, it decides upon one such look, and then tries to create
 * the number after the newest one seen; when that number is taken, it looks again.
 */
final class ReleaseLog {
    private final Storage storage;
    private final List<Integer> newestFirst;

    private ReleaseLog(Storage storage, List<Integer> newestFirst) {
        this.storage = storage;
        this.newestFirst = newestFirst;
    }

    static ReleaseLog read(Storage storage) {
        return new ReleaseLog(
                storage,
                storage.list(Layout.RELEASES).stream()
                        .flatMap(entry -> Layout.releaseNumber(entry.name()).stream())
                        .sorted(Comparator.reverseOrder())
                        .toList());
    }

    /** The highest number; 0 before the first. */
    int newest() {
        return newestFirst.isEmpty() ? 0 : newestFirst.get(0);
    }

    /** All releases, newest first, each read when the stream comes to it. */
    Stream<Release> newestFirst() {
        return newestFirst.stream()
                .flatMap(number -> Json.read(storage, Layout.release(number), Release.class).stream());
    }

    /** The releases with a higher number, newest first. */
    Stream<Release> after(int number) {
        return newestFirst().takeWhile(release -> release.number() > number);
    }

    /** What readers see. */
    Optional<Release> live() {
        return newestFirst().filter(Release::live).findFirst();
    }

    /** The newest release with the tables of a date, live or not. */
    Optional<Release> of(LocalDate date) {
        return newestFirst().filter(release -> release.date().equals(date)).findFirst();
    }
}
