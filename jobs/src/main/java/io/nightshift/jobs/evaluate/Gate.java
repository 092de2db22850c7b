package io.nightshift.jobs.evaluate;

import io.nightshift.jobs.evaluate.Figure.Interval;
import io.nightshift.jobs.evaluate.GateSettings.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides from tonight's figures whether a model may be released. A figure fails when it is worse than its baseline by more than its
 * interval: the better end of the 95 % interval is still worse than the baseline's value. A figure without an interval is compared
 * as it is.
 */
public final class Gate {
    private Gate() {}

    /**
     * One verdict for each figure that a check covers, in the order of the checks, then of the figures. A check that covers no figure,
     * or a figure without a baseline, gives the verdict {@link Verdict.Outcome#UNMEASURED}, which keeps nothing back: with a weekly
     * backtest most nights have no figures.
     *
     * @param figures rows of {@code model_metrics}
     * @param settings what is gated
     */
    public static List<Verdict> verdicts(List<Figure> figures, GateSettings settings) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Check check : settings.checks()) {
            List<Figure> covered = newest(figures.stream().filter(check::covers).toList());
            covered.forEach(figure -> verdicts.add(judge(figure)));
            if (covered.isEmpty()) {
                verdicts.add(Verdict.unmeasured(check));
            }
        }
        return List.copyOf(verdicts);
    }

    /** Of each model the figure of its newest cut. */
    private static List<Figure> newest(List<Figure> covered) {
        return covered.stream()
                .filter(figure -> covered.stream()
                        .noneMatch(other -> other.model().equals(figure.model())
                                && other.cut().isAfter(figure.cut())))
                .toList();
    }

    private static Verdict judge(Figure figure) {
        return Verdict.of(
                figure,
                figure.baseline()
                        .map(baseline -> outcome(figure, baseline.value()))
                        .orElse(Verdict.Outcome.UNMEASURED));
    }

    private static Verdict.Outcome outcome(Figure figure, double baseline) {
        Direction direction = Direction.of(figure.metric()).orElseThrow();
        Interval interval = figure.interval().orElse(new Interval(figure.value(), figure.value()));
        double best = direction == Direction.MORE_IS_BETTER ? interval.high() : interval.low();
        return direction.gain(best, baseline) < 0 ? Verdict.Outcome.FAILED : Verdict.Outcome.PASSED;
    }
}
