package io.nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void findsTheNameWithTheFewestEdits() {
        assertThat(Nearest.to("top-m", List.of("rank", "top-n", "alpha"))).contains("top-n");
        assertThat(Nearest.to("regularisation", List.of("regularization", "iterations")))
                .contains("regularization");
    }

    @Test
    void findsNothingWhenEveryNameIsFarAway() {
        assertThat(Nearest.to("warehouse", List.of("alpha", "rank"))).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }

    @Test
    void allowsTwoEditsForShortNamesAndAThirdOfLongOnes() {
        assertThat(Nearest.to("ab", List.of("ba"))).as("two substitutions").contains("ba");
        assertThat(Nearest.to("abc", List.of("xyz")))
                .as("three edits of three letters")
                .isEmpty();
        assertThat(Nearest.to("abcdefghi", List.of("abcdefxyz")))
                .as("three edits of nine letters")
                .contains("abcdefxyz");
    }

    @Test
    void breaksTiesByName() {
        assertThat(Nearest.to("cat", List.of("hat", "bat"))).contains("bat");
    }
}
