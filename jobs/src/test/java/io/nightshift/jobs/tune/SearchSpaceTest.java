package io.nightshift.jobs.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.tune.TuneRange.Interval;
import io.nightshift.jobs.tune.TuneRange.Scale;
import io.nightshift.jobs.tune.TuneSettings.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
    private static final TuneRange RANK = new TuneRange("recommend.als.rank", List.of("32", "64"), Optional.empty());
    private static final TuneRange LAMBDA = new TuneRange(
            "recommend.als.regularization", List.of(), Optional.of(new Interval(1, 100, Scale.LOG, 3, false)));

    @Test
    void theFirstTrialIsTheSettingsAsTheyAre() {
        assertThat(space(Strategy.RANDOM, 1).trial(0)).contains(Map.of());
        assertThat(space(Strategy.GRID, 1).trial(0)).contains(Map.of());
    }

    @Test
    void aGridHasEveryCombinationTheLastRangeChangingFastest() {
        List<List<String>> found = new ArrayList<>();
        SearchSpace grid = space(Strategy.GRID, 1);
        for (int trial = 1; grid.trial(trial).isPresent(); trial++) {
            found.add(List.copyOf(grid.trial(trial).get().values()));
        }
        assertThat(found)
                .containsExactly(
                        List.of("32", "1"),
                        List.of("32", "10"),
                        List.of("32", "100"),
                        List.of("64", "1"),
                        List.of("64", "10"),
                        List.of("64", "100"));
    }

    @Test
    void aRandomTrialDependsOnTheSeedAndItsNumberAlone() {
        assertThat(space(Strategy.RANDOM, 1).trial(7))
                .isEqualTo(space(Strategy.RANDOM, 1).trial(7));
        assertThat(space(Strategy.RANDOM, 1).trial(7))
                .isNotEqualTo(space(Strategy.RANDOM, 2).trial(7));
        assertThat(space(Strategy.RANDOM, 1).trial(7))
                .isNotEqualTo(space(Strategy.RANDOM, 1).trial(8));
    }

    @Test
    void randomTrialsStayInTheirRangesAndSpreadByTheScale() {
        SearchSpace space = space(Strategy.RANDOM, 1);
        List<Map<String, String>> trials = IntStream.rangeClosed(1, 400)
                .mapToObj(trial -> space.trial(trial).orElseThrow())
                .toList();
        List<Double> lambdas = trials.stream()
                .map(trial -> Double.valueOf(trial.get(LAMBDA.key())))
                .toList();

        assertThat(lambdas).allMatch(lambda -> lambda >= 1 && lambda <= 100);
        // On a log scale half of them lie below 10; 400 draws stray by 10 a standard deviation.
        assertThat(lambdas.stream().filter(lambda -> lambda < 10).count()).isBetween(150L, 250L);
        assertThat(trials.stream()
                        .filter(trial -> trial.get(RANK.key()).equals("32"))
                        .count())
                .isBetween(150L, 250L);
    }

    @Test
    void numbersAreRoundedForPeople() {
        assertThat(new TuneRange("k", List.of(), Optional.of(new Interval(0, 1, Scale.LINEAR, 4, false))).grid())
                .containsExactly("0", "0.3333", "0.6667", "1");
        assertThat(new TuneRange("k", List.of(), Optional.of(new Interval(1, 3, Scale.LINEAR, 5, true))).grid())
                .containsExactly("1", "2", "3");
    }

    private static SearchSpace space(Strategy strategy, long seed) {
        return new SearchSpace(
                new TuneSettings(
                        strategy,
                        Optional.of(10),
                        Optional.empty(),
                        new TuneSettings.Objective("blend", "all", "ndcg", 10),
                        List.of(RANK, LAMBDA)),
                seed);
    }
}
