package io.nightshift.jobs.recommend.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogLikelihoodTest {
    @Test
    void isDunningsRatio() {
        // Two tables of the Complete Journey baskets, computed by scipy: cheeses with deli meats, hot dog with
        // hamburger buns.
        assertThat(LogLikelihood.ratio(4058, 6423, 9561, 140_882)).isCloseTo(15_495.479, within(1e-3));
        assertThat(LogLikelihood.ratio(898, 3189, 2870, 140_882)).isCloseTo(3_577.285, within(1e-3));
    }

    @Test
    void isZeroForWhatChanceBringsTogether() {
        assertThat(LogLikelihood.ratio(10, 100, 100, 1000)).isZero();
        assertThat(LogLikelihood.ratio(5, 5, 5, 5)).isZero();
        assertThat(LogLikelihood.ratio(0, 500, 500, 1000)).isGreaterThan(1000);
    }

    @Test
    void comparesAShareWithThatOfEverybody() {
        // 2 of 4 where a quarter would be 1: 2 x (2 ln 2 + 2 ln (2 / 3)).
        assertThat(LogLikelihood.ofShare(2, 4, 0.25)).isCloseTo(4 * Math.log(2) + 4 * Math.log(2.0 / 3), within(1e-12));
        assertThat(LogLikelihood.ofShare(1, 4, 0.25)).isCloseTo(0, within(1e-12));
        assertThat(LogLikelihood.ofShare(0, 4, 0.25)).isCloseTo(-8 * Math.log(0.75), within(1e-12));
        assertThat(LogLikelihood.ofShare(1, 4, 1)).isZero();
    }
}
