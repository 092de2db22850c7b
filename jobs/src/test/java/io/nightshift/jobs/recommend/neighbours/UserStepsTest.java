package io.nightshift.jobs.recommend.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserStepsTest {
    private static List<String> pairs(UserSteps user) {
        return user.pairs().stream()
                .map(pair -> (pair >> 32) + " then " + pair.intValue())
                .sorted()
                .toList();
    }

    @Test
    void pairsWhatFollowsWithinTheDays() {
        UserSteps user = new UserSteps(3, 100);
        user.addTo(7, 20, 2000);
        user.addFrom(1, 20, 2001);
        user.addFrom(2, 20, 2000);
        user.addFrom(3, 17, 1700);
        user.addFrom(4, 16, 1600);
        user.addFrom(7, 19, 1900);

        // 1 is viewed after, 4 four days before; an item does not follow itself.
        assertThat(pairs(user)).containsExactly("2 then 7", "3 then 7");
        assertThat(user.fromItems()).containsExactlyInAnyOrder(1, 2, 3, 4, 7);
        assertThat(user.toItems()).containsExactly(7);
        user.clear();
        assertThat(user.pairs()).isEmpty();
    }

    @Test
    void takesTheEarliestViewAndTheLatestPurchaseOfADay() {
        UserSteps user = new UserSteps(0, 100);
        user.addTo(7, 20, 2005);
        user.addFrom(1, 20, 2004);
        user.addTo(7, 20, 2003);
        user.addFrom(2, 20, 2006);
        user.addFrom(2, 20, 2001);

        assertThat(pairs(user)).containsExactly("1 then 7", "2 then 7");
    }

    @Test
    void countsTheStepsThatTheCapLeavesOut() {
        UserSteps user = new UserSteps(9, 2);
        user.addTo(7, 20, 2000);
        user.addFrom(1, 19, 1900);
        user.addFrom(2, 18, 1800);
        user.addFrom(1, 19, 1850);
        user.addFrom(3, 17, 1700);
        user.addFrom(3, 17, 1600);

        assertThat(pairs(user)).containsExactly("1 then 7", "2 then 7");
        assertThat(user.capped()).isEqualTo(1);
    }
}
