package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.evaluate.Comparison.Spread;
import io.nightshift.jobs.evaluate.Figure.Baseline;
import io.nightshift.jobs.evaluate.Figure.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaderboardTest {
    private static final LocalDate CUT = LocalDate.parse("2017-11-30");

    @Test
    void showsTheBestFirstWithIntervalAndDistanceFromTheBaseline() {
        List<Figure> figures = List.of(
                figure("popular-28d", "ndcg", 0.1669, Optional.empty()),
                figure("als", "ndcg", 0.1234, Optional.of(new Baseline("popular-28d", 0.1669))),
                figure("personal-frequency", "ndcg", 0.4066, Optional.of(new Baseline("popular-28d", 0.1669))),
                figure("als", "map", 0.9, Optional.empty()));

        assertThat(board(figures, "ndcg").lines())
                .containsExactly(
                        "protocol all after 2017-11-30, 2001 users  ndcg@10                    beside popular-28d",
                        "personal-frequency                         0.4066 (0.3966 to 0.4166)             +0.2397",
                        "popular-28d                                0.1669 (0.1569 to 0.1769)",
                        "als                                        0.1234 (0.1134 to 0.1334)             -0.0435");
    }

    @Test
    void ofALossTheLowestComesFirst() {
        List<Figure> figures = List.of(
                figure("b", "log-loss", 0.5, Optional.empty()),
                figure("a", "log-loss", 0.4, Optional.empty()),
                figure("c", "log-loss", 0.4, Optional.empty()));

        assertThat(board(figures, "log-loss").lines())
                .map(line -> line.substring(0, 1))
                .containsExactly("p", "a", "c", "b");
    }

    @Test
    void eachCutHasItsOwnAndTheNewestComesFirst() {
        Figure newer = figure("a", "ndcg", 0.5, Optional.empty());
        Figure older = at(newer, CUT.minusDays(28), "all", 0.4);

        assertThat(Leaderboard.of(List.of(older, newer), "all", "ndcg", 10))
                .map(board -> board.lines().get(1))
                .containsExactly(
                        "a                                          0.5000 (0.4900 to 0.5100)",
                        "a                                          0.4000 (0.4900 to 0.5100)");
    }

    @Test
    void showsThePartsOfTheUsers() {
        Figure good = figure("a", "ndcg", 0.5, Optional.empty());
        Figure bad = figure("b", "ndcg", 0.4, Optional.empty());

        assertThat(board(List.of(bad, good, at(bad, CUT, "history:1-9", 0.3)), "ndcg")
                        .bySlice())
                .containsExactly(
                        "protocol all after 2017-11-30, ndcg@10  users  a            b",
                        "all                                     2001   0.5000  0.4000",
                        "history:1-9                             2001   -       0.3000");
    }

    @Test
    void showsWhatTheBestHasMoreThanTheOthers() {
        List<Figure> figures =
                List.of(figure("b", "ndcg", 0.4, Optional.empty()), figure("a", "ndcg", 0.5, Optional.empty()));
        List<Comparison> comparisons = List.of(
                compared("a", "b", "ndcg", 0.1), compared("b", "a", "ndcg", -0.1), compared("a", "b", "recall", 0.2));

        assertThat(board(figures, "ndcg").ofBest(comparisons))
                .containsExactly(
                        "a less  difference                  standard error",
                        "b       +0.1000 (0.0800 to 0.1200)          0.0100");
        assertThat(board(figures, "ndcg").ofBest(List.of())).isEmpty();
    }

    @Test
    void showsNothingWhenNothingWasMeasured() {
        assertThat(Leaderboard.of(List.of(), "all", "ndcg", 10)).isEmpty();
    }

    private static Leaderboard board(List<Figure> figures, String metric) {
        return Leaderboard.of(figures, "all", metric, 10).get(0);
    }

    private static Comparison compared(String model, String other, String metric, double difference) {
        Interval interval = new Interval(difference - 0.02, difference + 0.02);
        return new Comparison(
                model, other, "all", metric, 10, CUT, difference, Optional.of(new Spread(0.01, interval)), 2001);
    }

    private static Figure figure(String model, String metric, double value, Optional<Baseline> baseline) {
        Interval interval = new Interval(value - 0.01, value + 0.01);
        return new Figure(model, "all", metric, 10, "all", CUT, value, Optional.of(interval), 2001, baseline);
    }

    private static Figure at(Figure figure, LocalDate cut, String slice, double value) {
        return new Figure(
                figure.model(),
                figure.protocol(),
                figure.metric(),
                figure.k(),
                slice,
                cut,
                value,
                figure.interval(),
                figure.users(),
                figure.baseline());
    }
}
