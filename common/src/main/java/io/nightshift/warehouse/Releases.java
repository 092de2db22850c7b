package io.nightshift.warehouse;

import io.nightshift.errors.InputMissingException;
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

    /** The releases whose tables are kept, newest first. */
    public List<Release> all() {
        return log().readable().toList();
    }

    /** All releases ever made, also those given up by a prune, newest first. */
    public List<Release> history() {
        return log().history().toList();
    }

    /** What readers see: the highest number that is live; nothing before the first night. */
    public Optional<Release> live() {
        return log().live();
    }

    /** The newest release with the tables of a date, live or not. */
    public Optional<Release> of(LocalDate date) {
        return log().readable().filter(release -> release.date().equals(date)).findFirst();
    }

    /** The newest release with the tables of a run, live or not. */
    public Optional<Release> of(LocalDate date, RunId runId) {
        return log().readable()
                .filter(release ->
                        release.date().equals(date) && release.runId().equals(runId))
                .findFirst();
    }

    /**
     * The newest release with the tables of a date, for a reader that needs one.
     *
     * @throws InputMissingException when there is none
     */
    public Release require(LocalDate date) {
        return of(date).orElseThrow(() -> new InputMissingException("Cannot find release: date=" + date
                + ", expected one that has been published and not pruned; run that night, or choose another date"));
    }

    /**
     * The newest release with the tables of a run, for a reader that needs one.
     *
     * @throws InputMissingException when there is none
     */
    public Release require(LocalDate date, RunId runId) {
        return of(date, runId)
                .orElseThrow(() -> new InputMissingException("Cannot find release: run-id=" + runId + " of " + date
                        + ", expected one that has been published and not pruned; look at that run's report"));
    }

    /**
     * A release by its number.
     *
     * @throws InputMissingException when it was never made or has been given up
     */
    public Release number(int number) {
        return number(log(), number);
    }

    static Release number(ReleaseLog log, int number) {
        List<Release> readable = log.readable().toList();
        return readable.stream()
                .filter(release -> release.number() == number)
                .findFirst()
                .orElseThrow(() -> new InputMissingException("Cannot find release: number=" + number
                        + ", expected one of "
                        + readable.stream().map(Release::number).toList()
                        + "; choose one of these, others were never made or have been pruned"));
    }

    ReleaseLog log() {
        return ReleaseLog.read(storage);
    }
}
