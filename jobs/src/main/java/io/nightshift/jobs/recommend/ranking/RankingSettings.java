package io.nightshift.jobs.recommend.ranking;

import io.nightshift.config.SettingsNode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Section {@code recommend.ranking}: how lists learn from what users went on to take.
 *
 * @param model what ranks
 * @param labelDays length of a label window in days
 * @param windows label windows learned from, one before the other
 * @param candidates most items that each source puts forward
 * @param negativeShare the part of the candidates not taken that is learned from
 * @param maxUsers most users of a window that are learned from
 * @param minExamples least candidates taken, and least not taken, to learn from
 * @param regularization of a logistic regression: weight of half the squared length of the standardised coefficients
 * @param trees how trees are grown
 */
public record RankingSettings(
        Model model,
        int labelDays,
        int windows,
        int candidates,
        double negativeShare,
        int maxUsers,
        int minExamples,
        double regularization,
        TreesSettings trees) {
    /** What ranks. */
    public enum Model {
        /** Logistic regressions learned from the label windows. */
        LOGISTIC,
        /** Boosted trees learned from the label windows. */
        TREES,
        /** For each kind of candidates the one of both that did better on the latest window after learning from the others. */
        AUTO,
        /** Nothing learned: the blend of {@code recommend.blend}. */
        OFF
    }

    /**
     * The as-of dates of the label windows that end by a date, the latest first.
     *
     * @param last the last day of the latest window
     * @param earliest no as-of date lies before
     */
    List<LocalDate> asOfDates(LocalDate last, LocalDate earliest) {
        return IntStream.rangeClosed(1, windows)
                .mapToObj(i -> last.minusDays((long) i * labelDays))
                .filter(date -> !date.isBefore(earliest))
                .toList();
    }

    /** Reads the section; problems are noted in the node. */
    public static RankingSettings read(SettingsNode node) {
        return new RankingSettings(
                node.oneOf("model", Model.class),
                node.integer("label-days", 1, 3650),
                node.integer("windows", 1, 26),
                node.integer("candidates", 1, 10_000),
                node.number("negative-share", 0.001, 1),
                node.integer("max-users", 1, 10_000_000),
                node.integer("min-examples", 1, 1_000_000),
                node.number("regularization", 0, 1e9),
                node.section("trees", TreesSettings::read));
    }
}
