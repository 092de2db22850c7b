package io.nightshift.warehouse;

import io.nightshift.storage.Storage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The decisions as of one look at the folder of releases. What a process decides, it decides upon one such look, and then tries to
 * create the number after the newest one seen; when that number is taken, it looks again.
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

    /** Everything decided, newest first; a file is read when the stream comes to it. */
    Stream<LogEntry> entries() {
        return newestFirst.stream().map(this::entry);
    }

    private LogEntry entry(int number) {
        return Json.logEntry(storage, Layout.release(number));
    }

    /** What was decided under a higher number, newest first. */
    Stream<LogEntry> after(int number) {
        return entries().takeWhile(entry -> entry.number() > number);
    }

    /** All releases, also those given up, newest first. */
    Stream<Release> history() {
        return releases(entries());
    }

    /** The releases whose tables are kept, newest first. */
    Stream<Release> readable() {
        Kept kept = new Kept();
        return releases(
                newestFirst.stream().filter(kept::mayInclude).map(this::entry).map(kept::learnFrom));
    }

    /** What readers see. */
    Optional<Release> live() {
        return readable().filter(Release::live).findFirst();
    }

    private static Stream<Release> releases(Stream<LogEntry> entries) {
        return entries.filter(Release.class::isInstance).map(Release.class::cast);
    }

    /** Which releases are left, learnt on the way down: the newest prune record has the last word on all lower numbers. */
    private static final class Kept {
        private Optional<Set<Integer>> numbers = Optional.empty();

        boolean mayInclude(int number) {
            return numbers.isEmpty() || numbers.get().contains(number);
        }

        LogEntry learnFrom(LogEntry entry) {
            if (numbers.isEmpty() && entry instanceof PruneRecord prune) {
                numbers = Optional.of(Set.copyOf(prune.kept()));
            }
            return entry;
        }
    }
}
