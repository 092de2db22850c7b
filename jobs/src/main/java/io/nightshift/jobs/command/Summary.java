package io.nightshift.jobs.command;

import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.StoredTable;
import java.io.PrintWriter;
import java.util.Locale;

/** What a person reads at the end of a night. */
final class Summary {
    private final OpenNight open;
    private final Release release;

    Summary(OpenNight open, Release release) {
        this.open = open;
        this.release = release;
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nRelease %08d of %s (run %s)%s%n",
                release.number(),
                release.date(),
                release.runId(),
                release.live() ? ", live" : ", not live: a later date is");
        out.printf("%nTables%n");
        for (StoredTable table : release.tables()) {
            out.printf(
                    Locale.ROOT,
                    "  %-20s %,12d rows  %s%n",
                    table.table(),
                    table.rows(),
                    PlainPath.of(open.warehouse().path(release, table.table())));
        }
        out.flush();
    }
}
