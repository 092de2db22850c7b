package io.nightshift.jobs.recommend.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearModelTest {
    private static PrimalModel primal(UserRows rows, int items, double regularization) {
        PrimalModel model = new PrimalModel(items);
        model.add(rows);
        return model.solve(regularization);
    }

    private static float[] weights(LinearModel model, int item) {
        float[] weights = new float[model.items()];
        model.weightsOf(item, weights);
        return weights;
    }

    @Test
    void countsWhatTheFormulaOfThreeUsersAndTwoItemsSays() {
        UserRows rows = new UserRows();
        rows.begin();
        rows.add(0, 1);
        rows.add(1, 1);
        rows.begin();
        rows.add(0, 1);
        rows.begin();
        rows.add(1, 2);

        LinearModel model = primal(rows, 2, 1);

        // X'X + 1 = (3 1; 1 6), its inverse (6 -1; -1 3) / 17: B(0,1) = 1/3, B(1,0) = 1/6.
        assertThat(weights(model, 0)[1]).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(weights(model, 1)[0]).isCloseTo(1 / 6f, within(1e-6f));
        assertThat(weights(model, 0)[0]).isZero();
    }

    @Test
    void countsTheSameWhicheverSideIsInverted() {
        Random random = new Random(3);
        int items = 150;
        UserRows rows = new UserRows();
        for (int user = 0; user < 60; user++) {
            rows.begin();
            for (int item : random.ints(random.nextInt(20), 0, items).distinct().sorted().toArray()) {
                rows.add(item, 0.25f + random.nextInt(8) / 4f);
            }
        }

        LinearModel primal = primal(rows, items, 5);
        LinearModel dual = new DualModel(rows, items, 5);

        for (int item = 0; item < items; item++) {
            assertThat(weights(dual, item)).containsExactly(weights(primal, item), within(1e-5f));
        }
    }
}
