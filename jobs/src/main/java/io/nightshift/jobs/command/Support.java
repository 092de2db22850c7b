package io.nightshift.jobs.command;

import io.nightshift.als.AlsMemory;
import io.nightshift.als.AlsSettings;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.InputProfile;
import io.nightshift.jobs.propensity.TargetSettings;
import io.nightshift.jobs.recommend.linear.LinearSettings;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What events of this length and size can support: the rules of thumb that a run applies exactly. */
final class Support {
    private static final double MEGABYTE = 1 << 20;

    private final NightshiftSettings settings;
    private final LocalDate date;
    private final List<InputProfile> events;

    Support(NightshiftSettings settings, LocalDate date, List<InputProfile> events) {
        this.settings = settings;
        this.date = date;
        this.events = events;
    }

    /** One line for recommendations, the backtest and each target: yes, or no and why. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(
                "recommendations",
                events(1) > 1 && users() > 1 && items() > 1,
                "needs two users and two items at least"));
        int holdout = settings.evaluate().holdoutDays();
        lines.add(verdict(
                "backtest",
                history() > holdout && age() < holdout,
                "needs events before and within the last " + holdout + " days; they run from " + first() + " to "
                        + last()));
        for (TargetSettings target : settings.propensity().targets()) {
            lines.add(target(target));
        }
        if (settings.propensity().targets().isEmpty()) {
            lines.add("no    propensity: propensity.targets names none");
        }
        return lines;
    }

    /** Where a target is rare, the run itself may still skip it: it counts, and says so in propensity_targets. */
    private String target(TargetSettings target) {
        int horizon = target.horizonDays();
        long windows = Math.min(settings.propensity().windows(), history() / horizon - 1);
        if (age() >= horizon) {
            return "no    target " + target.name() + ": no event in the label window, the last " + horizon
                    + " days before " + date + "; the newest is of " + last();
        }
        if (windows < 1) {
            return "no    target " + target.name() + ": needs two horizons of history, " + 2 * horizon
                    + " days; there are " + history();
        }
        return "yes   target " + target.name() + ": " + windows + " of "
                + settings.propensity().windows() + " training windows"
                + (windows < 2 ? ", too few to measure it on a window of its own" : "");
    }

    /** The bounds that grow with users and items. */
    List<String> memory() {
        int rank = settings.recommend().als().rank();
        long fitted = Math.min(users(), settings.recommend().als().maxUsers().orElse(Integer.MAX_VALUE));
        AlsMemory als = AlsMemory.of(AlsSettings.defaults().withRank(rank), fitted, items(), events(1));
        return List.of(
                String.format(
                        Locale.ROOT,
                        "als        %.1f MB on the driver, %.1f MB on the executors and %.1f MB in each task, at most, for about %,d users"
                                + " and %,d items at rank %d",
                        als.driver() / MEGABYTE,
                        als.executor() / MEGABYTE,
                        als.task() / MEGABYTE,
                        users(),
                        items(),
                        rank),
                linear(),
                String.format(
                        Locale.ROOT,
                        "recommend  %.1f MB for the packed item vectors, once on each executor",
                        1.1 * items() * rank * Float.BYTES / MEGABYTE),
                String.format(
                        Locale.ROOT,
                        "ingest     %.1f MB in all partitions together for %,d events, spilled to disk where memory is short",
                        events(1) * 120.0 / MEGABYTE,
                        events(1)));
    }

    /** With fewer users than items their matrix is inverted, and the pairs are held; half matrices both. */
    private String linear() {
        LinearSettings linear = settings.recommend().sources().linear();
        if (!linear.enabled()) {
            return "linear     nothing: recommend.sources.linear is switched off";
        }
        long items = Math.min(items(), linear.maxItems());
        double bytes = users() < items ? 6.0 * users() * users() + 16.0 * events(1) : 2.0 * items * items;
        return String.format(
                Locale.ROOT,
                "linear     %.1f MB in one task for the %,d items that it knows, and %.1f MB for its links on each executor",
                bytes / MEGABYTE,
                items,
                8.0 * items * Math.min(items, linear.linksPerItem()) / MEGABYTE);
    }

    private static String verdict(String what, boolean supported, String why) {
        return (supported ? "yes   " + what : "no    " + what + ": " + why);
    }

    private long events(long least) {
        return Math.max(
                least,
                events.stream()
                        .mapToLong(profile -> profile.outcomes().getOrDefault("kept", 0L))
                        .sum());
    }

    private long users() {
        return events.stream().mapToLong(InputProfile::users).max().orElse(0);
    }

    private long items() {
        return events.stream().mapToLong(InputProfile::items).max().orElse(0);
    }

    private LocalDate first() {
        return events.stream()
                .map(InputProfile::firstDay)
                .flatMap(Optional::stream)
                .min(LocalDate::compareTo)
                .orElse(date);
    }

    private LocalDate last() {
        return events.stream()
                .map(InputProfile::lastDay)
                .flatMap(Optional::stream)
                .max(LocalDate::compareTo)
                .orElse(date);
    }

    /** Days from the first event to the run date, both included. */
    private long history() {
        return ChronoUnit.DAYS.between(first(), date) + 1;
    }

    /** Days since the newest event. */
    private long age() {
        return ChronoUnit.DAYS.between(last(), date);
    }
}
