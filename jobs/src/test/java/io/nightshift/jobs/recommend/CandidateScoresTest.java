package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.recommend.UserHistory.Habit;
import io.nightshift.jobs.recommend.links.ItemLinksBuilder;
import io.nightshift.jobs.recommend.ranking.IsotonicCurve;
import io.nightshift.jobs.recommend.ranking.Kind;
import io.nightshift.jobs.recommend.ranking.LinearModel;
import io.nightshift.jobs.recommend.ranking.Ranker;
import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateScoresTest {
    /** Items 0 to 3, all available; the user bought 0 often and 1 once. */
    private static Candidates candidates() {
        CatalogueBuilder items = new CatalogueBuilder(4);
        for (int item = 0; item < 4; item++) {
            items.put(item, "i" + item).category(item, "c").available(item).users(item, 4 - item, 0);
        }
        items.vector(0, new float[] {1})
                .vector(1, new float[] {4})
                .vector(2, new float[] {2})
                .vector(3, new float[] {3});
        Candidates candidates = new Candidates(items.build(), 10);
        UserHistory history = new UserHistory();
        byte bought = (byte) UserHistory.CONVERTED;
        history.add(0, 3, 3, bought, new Habit(1, 2, 4, 3, 40, 20, 20));
        history.add(1, 1, 1, bought, new Habit(0, 0.5f, 2, 1, 60, 60, 60));
        candidates.start(history, new float[] {1});
        return candidates;
    }

    private static float[] scores(Candidates candidates, Ranker ranker, Scoring scoring) {
        CandidateScores scores = new CandidateScores(candidates, ranker);
        scores.start();
        float[] byCandidate =
                scores.of(scoring, IntStream.range(0, candidates.size()).toArray());
        float[] byItem = new float[4];
        for (int c = 0; c < candidates.size(); c++) {
            byItem[candidates.item(c)] = byCandidate[c];
        }
        return byItem;
    }

    @Test
    void fusesTheRanksOfAllSources() {
        // Ranks by frequency 1, 2, -, -; by vector 4, 1, 3, 2; by users 1, 2, 3, 4.
        assertThat(scores(candidates(), Ranker.NONE, new Scoring.Fusion())).containsExactly(new float[] {
            1f / 61 + 1f / 64 + 1f / 61, 1f / 62 + 1f / 61 + 1f / 62, 1f / 63 + 1f / 63, 1f / 62 + 1f / 64
        });
    }

    @Test
    void fallsBackToTheBlendWhereNothingIsLearned() {
        Blend blend = new Blend(1, 0.1, 0);

        assertThat(scores(candidates(), Ranker.NONE, new Scoring.Learned(blend)))
                .isEqualTo(scores(candidates(), Ranker.NONE, blend));
    }

    @Test
    void blendsLinearLinksWhereThereAreAny() {
        CatalogueBuilder items = new CatalogueBuilder(3);
        for (int item = 0; item < 3; item++) {
            items.put(item, "i" + item).available(item).users(item, 1, 0);
        }
        items.vector(1, new float[] {1}).vector(2, new float[] {2});
        items.links(
                Source.LINEAR, new ItemLinksBuilder(3).add(0, 1, 2).add(0, 2, 1).build());
        Candidates candidates = new Candidates(items.build(), 10);
        UserHistory history = new UserHistory();
        history.add(0, 1, 1, (byte) UserHistory.CONVERTED);
        candidates.start(history, new float[] {1});

        float[] byItem = new CandidateScores(candidates, Ranker.NONE)
                .of(new Blend(0, 1, 2), new int[] {candidates.of(1), candidates.of(2)});

        // Vectors 1 and 2, links 2 and 1, each by its best.
        assertThat(byItem).containsExactly(0.5f + 2, 1 + 2 * 0.5f);
    }

    @Test
    void givesEachKindItsOwnProbability() {
        // Only the feature named counts: ln(0.05 + frequency at a quarter of the half-life) of known items, the vectors
        // of others.
        Ranker ranker = new Ranker(Map.of(
                Kind.KNOWN,
                model(CandidateFeatures.knownNames(List.of()), "frequency-quarter"),
                Kind.UNKNOWN,
                model(CandidateFeatures.unknownNames(List.of()), "vectors")));

        float[] scores = scores(candidates(), ranker, new Scoring.Learned(new Blend(1, 1, 0)));

        assertThat(scores[0]).isEqualTo((float) (1.05 / 2.05), org.assertj.core.api.Assertions.within(1e-6f));
        assertThat(scores[1]).isEqualTo((float) (0.05 / 1.05), org.assertj.core.api.Assertions.within(1e-6f));
        assertThat(scores[3])
                .isEqualTo((float) (1 / (1 + Math.exp(-3))), org.assertj.core.api.Assertions.within(1e-6f));
    }

    @Test
    void knowsHowLongAgoTheUserTookTheCategory() {
        // Item 0 of the same category was taken 20 days ago, item 1 itself 60 days ago; nothing is known of item 2 but
        // its category.
        Ranker ranker = new Ranker(Map.of(
                Kind.KNOWN,
                model(CandidateFeatures.knownNames(List.of()), "category-since"),
                Kind.UNKNOWN,
                model(CandidateFeatures.unknownNames(List.of()), "category-since")));

        float[] scores = scores(candidates(), ranker, new Scoring.Learned(new Blend(1, 1, 0)));

        assertThat(scores).containsOnly((float) (21 / 22.0));
    }

    @Test
    void takesACategoryThatTheUserNeverTookForOneOfLongAgo() {
        CatalogueBuilder items = new CatalogueBuilder(2);
        items.put(0, "a").category(0, "c").available(0).users(0, 2, 0);
        items.put(1, "b").category(1, "d").available(1).users(1, 1, 0);
        CategoryHabits habits = new CategoryHabits(items.build());
        UserHistory history = new UserHistory();
        history.add(0, 3, 3, (byte) UserHistory.CONVERTED, new Habit(1, 2, 4, 3, 40, 20, 20));

        habits.start(history);

        assertThat(habits.since(0)).isEqualTo(20);
        assertThat(habits.since(1)).isEqualTo(40);

        // Of who only looked, too, an untouched category is not of today.
        history.clear();
        history.add(0, 1, 0, (byte) 0, new Habit(0, 0, 0, 0, 0, 0, 15));

        habits.start(history);

        assertThat(habits.since(0)).isEqualTo(15);
        assertThat(habits.since(1)).isEqualTo(15);
    }

    @Test
    void listsNothingOfAKindThatIsNeverTaken() {
        Ranker ranker = new Ranker(Map.of(Kind.UNKNOWN, model(CandidateFeatures.unknownNames(List.of()), "vectors")));

        assertThat(Arrays.copyOf(scores(candidates(), ranker, new Scoring.Learned(new Blend(1, 1, 0))), 2))
                .containsOnly(0);
    }

    private static Ranker.Model model(List<String> features, String only) {
        double[] coefficients = new double[features.size()];
        coefficients[features.indexOf(only)] = 1;
        return new Ranker.Model(
                features,
                new LinearModel(
                        new LogOdds(coefficients, 0),
                        new Scaling(new double[coefficients.length], new double[coefficients.length])),
                IsotonicCurve.NONE);
    }
}
