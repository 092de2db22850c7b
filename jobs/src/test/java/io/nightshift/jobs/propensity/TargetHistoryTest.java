package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.propensity.TargetHistory.UserOrders;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TargetHistoryTest {
    private static final UserOrders USER = new UserOrders(4, 10, 300);

    @Test
    void countsOrdersByWindowUpToTheDate() {
        TargetHistory history =
                new TargetHistory(new int[] {1000, 994, 993, 972, 911, 640, 1001}, new int[] {1, 1, 2, 1, 1, 1, 9});

        double[] features = history.features(1000, USER);

        assertThat(Arrays.copyOf(features, 5)).containsExactly(2, 4, 6, 7, 0);
        assertThat(features[5]).isEqualTo(300.0 / 7); // mean days between orders
        assertThat(features[6]).isZero(); // bought today
        assertThat(features[7]).isEqualTo(7.0 / 10); // of the user's orders
        assertThat(features[8]).isEqualTo(7.0 / 10 * 4); // expected in 28 days at that share
    }

    @Test
    void measuresDaysSinceLastInOwnIntervals() {
        double[] features = new TargetHistory(new int[] {980, 900}, new int[] {1, 2}).features(1000, USER);

        assertThat(features[4]).isEqualTo(20);
        assertThat(features[6]).isEqualTo(20 / (300.0 / 3));
    }

    @Test
    void knowsNothingBeforeTheFirstPurchase() {
        double[] features = new TargetHistory(new int[] {1001}, new int[] {1}).features(1000, USER);

        assertThat(features).containsExactly(0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0, 0);
    }

    @Test
    void looksForBuyingAfterTheDateAndUpToTheEnd() {
        TargetHistory history = new TargetHistory(new int[] {1000, 1028}, new int[] {1, 0});

        assertThat(history.bought(1000, 1027)).isFalse();
        assertThat(history.bought(1000, 1028)).isTrue();
        assertThat(history.bought(999, 1000)).isTrue();
    }
}
