package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class FoldInIT {
    private static final AlsSettings SETTINGS =
            AlsSettings.defaults().withRank(4).withIterations(5).withBlocks(3).withRegularization(0.5);
    private static final AlsSettings PLAIN =
            AlsSettings.defaults().withRank(1).withRegularization(1).withRegularizationExponent(0);

    @Test
    void solvesANewUserAsHandComputed() {
        // y = 1, 2, so G = 5; pairs (item 0, weight 1), (item 1, weight 2) have confidence 2 and 3:
        // A = 5 + 1 x 1 + 2 x 4 + 1 = 15, b = 2 x 1 + 3 x 2 = 8; the unknown item 9 counts for nothing
        Dataset<Row> pairs = Drawn.of(
                RowFactory.create(7, 0, 1.0),
                RowFactory.create(7, 1, 1.5),
                RowFactory.create(7, 1, 0.5),
                RowFactory.create(7, 9, 5.0),
                RowFactory.create(8, 9, 5.0));
        Map<Integer, List<Float>> users =
                Drawn.vectors(FoldIn.users(pairs, Drawn.factors(new float[] {1}, new float[] {2}), PLAIN));
        assertThat(users).containsOnlyKeys(7);
        assertThat(users.get(7).get(0)).isCloseTo(8 / 15f, within(1e-6f));
    }

    @Test
    void takesANegativeWeightAsDislikeWithItsSizeAsConfidence() {
        // A = 5 + 1 x 1 + 2 x 4 + 1 = 15 as above, but only item 0 is on the right side: b = 2 x 1
        Dataset<Row> pairs = Drawn.of(RowFactory.create(7, 0, 1.0), RowFactory.create(7, 1, -2.0));
        Map<Integer, List<Float>> users =
                Drawn.vectors(FoldIn.users(pairs, Drawn.factors(new float[] {1}, new float[] {2}), PLAIN));
        assertThat(users.get(7).get(0)).isCloseTo(2 / 15f, within(1e-6f));
    }

    @Test
    void givesAKnownUserTheVectorOfTheFit() {
        for (Weighting weighting : Weighting.values()) {
            AlsSettings settings = SETTINGS.withWeighting(weighting).withAlpha(3);
            try (AlsModel model = ImplicitAls.fit(Drawn.interactions(), settings)) {
                Map<Integer, List<Float>> fitted = Drawn.vectors(model.userFactors());
                Map<Integer, List<Float>> folded =
                        Drawn.vectors(FoldIn.users(Drawn.interactions(), model.itemFactors(), settings));
                assertThat(folded.keySet()).isEqualTo(fitted.keySet());
                fitted.forEach((user, vector) -> assertClose(folded.get(user), vector, 1e-5f));
            }
        }
    }

    @Test
    void givesANewItemTheVectorThatTheNextHalfStepWould() {
        try (AlsModel model = ImplicitAls.fit(Drawn.interactions(), SETTINGS);
                AlsModel next = ImplicitAls.fit(
                        Drawn.interactions(),
                        SETTINGS.withIterations(1),
                        new EarlierFactors(model.userFactors(), model.itemFactors()))) {
            Map<Integer, List<Float>> folded =
                    Drawn.vectors(FoldIn.items(Drawn.interactions(), model.userFactors(), SETTINGS));
            Map<Integer, List<Float>> solved = Drawn.vectors(next.itemFactors());
            assertThat(folded.keySet()).isEqualTo(solved.keySet());
            solved.forEach((item, vector) -> assertClose(folded.get(item), vector, 1e-5f));
        }
    }

    @Test
    void givesTheSameBitsForAnyPartitioning() {
        Dataset<Row> items = Drawn.factors(new float[] {1}, new float[] {0.3f}, new float[] {-2});
        Dataset<Row> one = FoldIn.users(Drawn.interactions().coalesce(1), items, PLAIN);
        Dataset<Row> nine = FoldIn.users(Drawn.interactions().repartition(9), items.repartition(3), PLAIN);
        assertThat(Drawn.vectors(nine)).isEqualTo(Drawn.vectors(one)).isNotEmpty();
    }

    @Test
    void refusesVectorsThatDoNotFitTheSettings() {
        Dataset<Row> pairs = Drawn.interactions();
        Dataset<Row> items = Drawn.factors(new float[] {1, 2}, new float[] {3, 4});
        assertThatThrownBy(() -> FoldIn.users(pairs, items, PLAIN))
                .isInstanceOf(InputBadException.class)
                .hasMessage("Cannot use vectors: rank=2 of id 0, expected 1; set the rank they were fitted with, or fit"
                        + " anew");
        assertThatThrownBy(() -> FoldIn.users(pairs, Drawn.factors(new float[] {Float.NaN}), PLAIN))
                .hasMessageStartingWith("Cannot use vectors: value=NaN in the vector of id 0, expected finite numbers");
        assertThatThrownBy(() -> FoldIn.items(pairs, items.where("false"), PLAIN))
                .hasMessageStartingWith("Cannot solve against fixed vectors: vectors=0, expected at least one");
        assertThatThrownBy(() -> FoldIn.users(pairs, items.union(items), PLAIN.withRank(2)))
                .hasMessageStartingWith("Cannot solve against fixed vectors: id=0 comes twice, expected each id once");
        assertThatThrownBy(() -> FoldIn.users(pairs, items, PLAIN.withRank(2).withBroadcastLimitBytes(15)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "Cannot solve against fixed vectors: 16 bytes, expected at most" + " broadcast-limit-bytes=15");
    }

    private static void assertClose(List<Float> actual, List<Float> expected, float tolerance) {
        for (int d = 0; d < expected.size(); d++) {
            assertThat(actual.get(d)).isCloseTo(expected.get(d), within(tolerance));
        }
    }
}
