package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.InputBadException;
import io.nightshift.spark.TestSpark;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class WarmStartIT {
    private static final AlsSettings SETTINGS =
            AlsSettings.defaults().withRank(4).withIterations(20).withBlocks(3);

    @Test
    void goesOnWhereTheEarlierFitStopped() {
        for (Solver solver : List.of(Solver.CHOLESKY, Solver.CG)) {
            AlsSettings settings = SETTINGS.withSolver(solver);
            try (AlsModel whole = ImplicitAls.fit(Drawn.interactions(), settings.withIterations(6));
                    AlsModel half = ImplicitAls.fit(Drawn.interactions(), settings.withIterations(3));
                    AlsModel rest = ImplicitAls.fit(Drawn.interactions(), settings.withIterations(3), factors(half))) {
                assertThat(Drawn.vectors(rest.userFactors())).isEqualTo(Drawn.vectors(whole.userFactors()));
                assertThat(Drawn.vectors(rest.itemFactors())).isEqualTo(Drawn.vectors(whole.itemFactors()));
            }
        }
    }

    @Test
    void needsFewerIterationsAfterUsersAndItemsCame() {
        AlsSettings untilStill = SETTINGS.withIterations(100).withTolerance(1e-3);
        Dataset<Row> before = Drawn.interactions().where("user < 55 and item < 38");
        try (AlsModel earlier = ImplicitAls.fit(before, untilStill);
                AlsModel cold = ImplicitAls.fit(Drawn.interactions(), untilStill);
                AlsModel warm = ImplicitAls.fit(Drawn.interactions(), untilStill, factors(earlier))) {
            assertThat(warm.userFactors().count()).isEqualTo(60);
            assertThat(warm.itemFactors().count()).isEqualTo(cold.itemFactors().count());
            assertThat(warm.objective().size()).isLessThan(cold.objective().size());
            assertThat(last(warm)).isLessThan(last(cold) * 1.01);
        }
    }

    @Test
    void startsAsWithoutEarlierVectorsWhenNoneOfTheIdsIsThere() {
        try (AlsModel cold = ImplicitAls.fit(Drawn.interactions(), SETTINGS);
                AlsModel warm = ImplicitAls.fit(
                        Drawn.interactions(),
                        SETTINGS,
                        new EarlierFactors(
                                cold.userFactors().where("false"),
                                cold.itemFactors().selectExpr("id + 1000", "factor")))) {
            assertThat(Drawn.vectors(warm.userFactors())).isEqualTo(Drawn.vectors(cold.userFactors()));
        }
    }

    @Test
    void refusesEarlierVectorsOfAnotherRankAndTwiceTheSame() {
        Dataset<Row> vectors = Drawn.factors(new float[] {1, 2, 3, 4});
        Dataset<Row> shorter = Drawn.factors(new float[] {1, 2});
        Set<Object> held = TestSpark.held();
        assertThatThrownBy(() -> ImplicitAls.fit(Drawn.interactions(), SETTINGS, new EarlierFactors(vectors, shorter)))
                .isInstanceOf(InputBadException.class)
                .hasMessage("Cannot use vectors: rank=2 of id 0, expected 4; set the rank they were fitted with, or fit"
                        + " anew");
        assertThatThrownBy(() -> ImplicitAls.fit(
                        Drawn.interactions(), SETTINGS, new EarlierFactors(vectors.union(vectors), vectors)))
                .hasMessageStartingWith("Cannot start ALS from earlier vectors: id=0 comes twice");
        assertThat(TestSpark.held()).isSubsetOf(held);
    }

    private static EarlierFactors factors(AlsModel model) {
        return new EarlierFactors(model.userFactors(), model.itemFactors());
    }

    private static double last(AlsModel model) {
        return model.objective().get(model.objective().size() - 1);
    }
}
