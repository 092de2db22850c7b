package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SolverTest {
    @Test
    void autoSolvesExactlyWhileTheMatrixIsSmall() {
        assertThat(Solver.AUTO.at(128)).isEqualTo(Solver.CHOLESKY);
        assertThat(Solver.AUTO.at(129)).isEqualTo(Solver.CG);
        assertThat(Solver.CG.at(8)).isEqualTo(Solver.CG);
        assertThat(Solver.CHOLESKY.at(512)).isEqualTo(Solver.CHOLESKY);
    }

    @Test
    void takesRowsOfFewPairsByTheSystemOfTheirPairs() {
        assertThat(Solver.CHOLESKY.fewPairs(64)).isEqualTo(32);
        assertThat(Solver.AUTO.fewPairs(64)).isEqualTo(32);
        assertThat(Solver.AUTO.fewPairs(256)).isEqualTo(4);
        assertThat(Solver.CG.fewPairs(64)).isEqualTo(4);
    }
}
