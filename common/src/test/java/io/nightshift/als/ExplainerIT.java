package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.errors.InputBadException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ExplainerIT {
    private static final AlsSettings PLAIN =
            AlsSettings.defaults().withRank(1).withRegularization(1).withRegularizationExponent(0);

    @Test
    void takesAScoreApartAsHandComputed() {
        // As in FoldInIT: A = 15 + 5 for item 2's y = -1: extra |weight| x 1 = 4, and G grows by 1: A = 5 + 1 + 1 + 8 +
        // 4 + 1 = 20.
        // z = 2 for item 1, A^-1 z = 1/10; item 0: 2 x 1 / 10, item 1: 3 x 2 / 10, item 2 is disliked: 0
        Dataset<Row> pairs = Drawn.of(
                RowFactory.create(7, 2, -4.0),
                RowFactory.create(7, 0, 1.0),
                RowFactory.create(7, 1, 1.5),
                RowFactory.create(7, 1, 0.5),
                RowFactory.create(8, 0, 9.0));
        Dataset<Row> items = Drawn.factors(new float[] {1}, new float[] {2}, new float[] {-1});
        Explanation explanation = Explainer.of(pairs, items, PLAIN).explain(7, 1);

        assertThat(explanation.score()).isCloseTo(8 / 10.0, within(1e-6));
        assertThat(explanation.contributions())
                .extracting(Explanation.Contribution::item)
                .containsExactly(1, 0, 2);
        assertThat(explanation.contributions())
                .extracting(Explanation.Contribution::weight)
                .containsExactly(2f, 1f, -4f);
        assertThat(explanation.contributions().get(0).value()).isCloseTo(6 / 10.0, within(1e-6));
        assertThat(explanation.contributions().get(1).value()).isCloseTo(2 / 10.0, within(1e-6));
        assertThat(explanation.contributions().get(2).value()).isZero();
    }

    @Test
    void givesAUserOfDislikesOnlyAScoreOfZeroEvenWhereTheMatrixIsSingular() {
        Dataset<Row> items = Drawn.factors(new float[] {1, 0}, new float[] {2, 0});
        Explanation explanation = Explainer.of(
                        Drawn.of(RowFactory.create(7, 0, -1.0)),
                        items,
                        AlsSettings.defaults().withRank(2))
                .explain(7, 1);

        assertThat(explanation.score()).isZero();
        assertThat(explanation.contributions()).hasSize(1);
    }

    @Test
    void addsUpToTheScoreOfTheFit() {
        for (Weighting weighting : Weighting.values()) {
            AlsSettings settings = AlsSettings.defaults()
                    .withRank(5)
                    .withIterations(3)
                    .withBlocks(2)
                    .withWeighting(weighting)
                    .withUnobservedWeight(0.3);
            try (AlsModel model = ImplicitAls.fit(Drawn.interactions(), settings)) {
                Map<Integer, List<Float>> users = Drawn.vectors(model.userFactors());
                Map<Integer, List<Float>> items = Drawn.vectors(model.itemFactors());
                Explainer explainer = Explainer.of(Drawn.interactions(), model.itemFactors(), settings);
                for (int user : List.of(0, 31)) {
                    double score = Drawn.dot(users.get(user), items.get(11));
                    assertThat(explainer.explain(user, 11).score()).isCloseTo(score, within(1e-5));
                }
            }
        }
    }

    @Test
    void namesTheUserOrItemThatCannotBeExplained() {
        Explainer explainer = Explainer.of(Drawn.interactions(), Drawn.factors(new float[] {1}), PLAIN);
        assertThatThrownBy(() -> explainer.explain(0, 5))
                .isInstanceOf(InputBadException.class)
                .hasMessage("Cannot explain a score: item=5, expected one with a vector; choose one");
        assertThatThrownBy(() -> explainer.explain(999, 0))
                .hasMessage("Cannot explain a score: user=999, expected one with interactions with items that have"
                        + " vectors; choose one");
    }
}
