package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.evaluate.Figure.Baseline;
import io.nightshift.jobs.evaluate.Figure.Interval;
import io.nightshift.jobs.evaluate.GateSettings.Check;
import io.nightshift.jobs.evaluate.Verdict.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final LocalDate CUT = LocalDate.parse("2017-11-30");
    private static final GateSettings BLEND_NDCG = new GateSettings(List.of(new Check("blend", "all", "ndcg", 10)));
    private static final GateSettings LOG_LOSS =
            new GateSettings(List.of(new Check("propensity:*", "horizon", "log-loss", 0)));

    @Test
    void passesWhenTheBaselineLiesWithinTheInterval() {
        List<Verdict> verdicts = Gate.verdicts(List.of(blend(0.40, 0.38, 0.42, 0.41)), BLEND_NDCG);

        assertThat(verdicts).extracting(Verdict::outcome).containsExactly(Outcome.PASSED);
        assertThat(verdicts.get(0).sentence())
                .isEqualTo(
                        "blend all ndcg@10 is 0.4000 (95 % interval 0.3800 to 0.4200) for 50 users, against 0.4100 of"
                                + " popular-28d");
    }

    @Test
    void failsWhenEvenTheUpperEndIsBelowTheBaseline() {
        List<Verdict> verdicts = Gate.verdicts(List.of(blend(0.40, 0.38, 0.42, 0.43)), BLEND_NDCG);

        assertThat(verdicts).extracting(Verdict::passed).containsExactly(false);
        assertThat(verdicts.get(0).sentence())
                .isEqualTo(
                        "blend all ndcg@10 is 0.4000 (95 % interval 0.3800 to 0.4200) for 50 users, worse than 0.4300"
                                + " of popular-28d");
    }

    @Test
    void ofALossTheLowerEndIsCompared() {
        assertThat(Gate.verdicts(List.of(logLoss("propensity:buys", 0.50, 0.48, 0.52, 0.49)), LOG_LOSS))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.PASSED);
        assertThat(Gate.verdicts(List.of(logLoss("propensity:buys", 0.50, 0.48, 0.52, 0.47)), LOG_LOSS))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.FAILED);
    }

    @Test
    void aStarCoversEveryModelWithThatBeginning() {
        List<Verdict> verdicts = Gate.verdicts(
                List.of(
                        logLoss("propensity:a", 0.5, 0.4, 0.6, 0.6),
                        logLoss("propensity:b", 0.5, 0.4, 0.6, 0.1),
                        logLoss("other", 0.5, 0.4, 0.6, 0.1)),
                LOG_LOSS);

        assertThat(verdicts)
                .extracting(Verdict::check)
                .containsExactly("propensity:a horizon log-loss", "propensity:b horizon log-loss");
        assertThat(verdicts).extracting(Verdict::outcome).containsExactly(Outcome.PASSED, Outcome.FAILED);
    }

    @Test
    void whatWasNotMeasuredKeepsNothingBack() {
        List<Verdict> verdicts = Gate.verdicts(List.of(), BLEND_NDCG);

        assertThat(verdicts).extracting(Verdict::outcome).containsExactly(Outcome.UNMEASURED);
        assertThat(verdicts).extracting(Verdict::passed).containsExactly(true);
        assertThat(verdicts.get(0).sentence()).isEqualTo("blend all ndcg@10 was not measured");
    }

    @Test
    void aFigureWithoutABaselineIsNotJudged() {
        Figure alone = new Figure("blend", "all", "ndcg", 10, "all", CUT, 0.4, Optional.empty(), 50, Optional.empty());

        assertThat(Gate.verdicts(List.of(alone), BLEND_NDCG))
                .extracting(Verdict::sentence)
                .containsExactly("blend all ndcg@10 is 0.4000 for 50 users, without a baseline");
    }

    @Test
    void aFigureWithoutAnIntervalIsComparedAsItIs() {
        Figure bare = new Figure(
                "blend",
                "all",
                "ndcg",
                10,
                "all",
                CUT,
                0.4,
                Optional.empty(),
                1,
                Optional.of(new Baseline("popular-28d", 0.41)));

        assertThat(Gate.verdicts(List.of(bare), BLEND_NDCG))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.FAILED);
    }

    @Test
    void otherProtocolsLengthsAndSlicesAreNotGated() {
        List<Figure> others = List.of(
                figure("blend", "new", "ndcg", 10, "all", 0.1),
                figure("blend", "all", "ndcg", 20, "all", 0.1),
                figure("blend", "all", "ndcg", 10, "no-history", 0.1));

        assertThat(Gate.verdicts(others, BLEND_NDCG))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.UNMEASURED);
    }

    @Test
    void ofSeveralCutsTheNewestIsJudged() {
        Figure good = blend(0.4, 0.39, 0.41, 0.3);
        Figure bad = new Figure(
                good.model(),
                good.protocol(),
                good.metric(),
                good.k(),
                good.slice(),
                CUT.minusDays(28),
                0.1,
                good.interval(),
                50,
                good.baseline());

        assertThat(Gate.verdicts(List.of(bad, good), BLEND_NDCG))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.PASSED);
    }

    private static Figure blend(double value, double low, double high, double baseline) {
        return new Figure(
                "blend",
                "all",
                "ndcg",
                10,
                "all",
                CUT,
                value,
                Optional.of(new Interval(low, high)),
                50,
                Optional.of(new Baseline("popular-28d", baseline)));
    }

    private static Figure logLoss(String model, double value, double low, double high, double baseline) {
        return new Figure(
                model,
                "horizon",
                "log-loss",
                0,
                "all",
                CUT,
                value,
                Optional.of(new Interval(low, high)),
                50,
                Optional.of(new Baseline("base-rate", baseline)));
    }

    private static Figure figure(String model, String protocol, String metric, int k, String slice, double value) {
        return new Figure(
                model,
                protocol,
                metric,
                k,
                slice,
                CUT,
                value,
                Optional.empty(),
                50,
                Optional.of(new Baseline("popular-28d", 0.9)));
    }
}
