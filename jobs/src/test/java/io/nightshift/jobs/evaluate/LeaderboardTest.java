package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.evaluate.Figure.Baseline;
import io.nightshift.jobs.evaluate.Figure.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaderboardTest {
    @Test
    void showsTheBestFirstWithIntervalAndDistanceFromTheBaseline() {
        List<Figure> figures = List.of(
                figure("popular-28d", "ndcg", 0.1669, Optional.empty()),
                figure("als", "ndcg", 0.1234, Optional.of(new Baseline("popular-28d", 0.1669))),
                figure("personal-frequency", "ndcg", 0.4066, Optional.of(new Baseline("popular-28d", 0.1669))),
                figure("als", "map", 0.9, Optional.empty()));

        assertThat(Leaderboard.lines(figures, "all", "ndcg", 10))
                .containsExactly(
                        "protocol all, 2001 users  ndcg@10                    beside popular-28d",
                        "personal-frequency        0.4066 (0.3966 to 0.4166)             +0.2397",
                        "popular-28d               0.1669 (0.1569 to 0.1769)",
                        "als                       0.1234 (0.1134 to 0.1334)             -0.0435");
    }

    @Test
    void ofALossTheLowestComesFirst() {
        List<Figure> figures = List.of(
                figure("b", "log-loss", 0.5, Optional.empty()),
                figure("a", "log-loss", 0.4, Optional.empty()),
                figure("c", "log-loss", 0.4, Optional.empty()));

        assertThat(Leaderboard.lines(figures, "all", "log-loss", 10))
                .map(line -> line.substring(0, 1))
                .containsExactly("p", "a", "c", "b");
    }

    @Test
    void showsNothingWhenNothingWasMeasured() {
        assertThat(Leaderboard.lines(List.of(), "all", "ndcg", 10)).isEmpty();
    }

    private static Figure figure(String model, String metric, double value, Optional<Baseline> baseline) {
        Interval interval = new Interval(value - 0.01, value + 0.01);
        return new Figure(
                model, "all", metric, 10, "all", LocalDate.EPOCH, value, Optional.of(interval), 2001, baseline);
    }
}
