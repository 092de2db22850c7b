package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiversityTest {
    @Test
    void isTheShareOfPairsOfDifferentCategories() {
        // a b a c: of 1, 3 and 6 pairs, 1, 2 and 5 differ.
        assertThat(Diversity.ofBeginnings(new String[] {"a", "b", "a", "c"}))
                .containsExactly(0, 0, 1, 2.0 / 3, 5.0 / 6);
    }

    @Test
    void anItemWithoutACategoryDiffersFromEveryOther() {
        assertThat(Diversity.ofBeginnings(new String[] {null, null, "a", "a"})).containsExactly(0, 0, 1, 1, 5.0 / 6);
    }

    @Test
    void fewerThanTwoItemsHaveNone() {
        assertThat(Diversity.ofBeginnings(new String[0])).containsExactly(0);
        assertThat(Diversity.ofBeginnings(new String[] {"a"})).containsExactly(0, 0);
    }
}
