package io.nightshift.als;

/**
 * How the linear system of one vector is solved. Rows of few pairs are solved exactly by a system of their pairs, whatever the solver, as
 * long as that is less work: up to half the rank in place of {@link #CHOLESKY}, up to 4 in place of three steps of {@link #CG}.
 */
public enum Solver {
    /** Exactly, by forming and factorising the matrix. */
    CHOLESKY,
    /** Approximately, by a few conjugate gradient steps from the last iteration's vector. */
    CG,
    /** {@link #CHOLESKY} up to rank 128, {@link #CG} above. */
    AUTO;

    private static final int LARGEST_EXACT_RANK = 128;

    /**
     * Processor time of a row in microseconds, by the system of its pairs and by Cholesky. Rank 64: 0.5 and 9.1 with 1 pair, 1.1 and 9.1
     * with 3, 5.3 and 10.6 with 16, 11.3 and 12.9 with 32, 16.5 and 14.3 with 41. Rank 256: 2.7 and 185 with 4, 293 and 384 with 128.
     */
    private static final int CHOLESKY_SHARE = 2;

    /** The same for three steps of conjugate gradient. Rank 64: 1.1 and 1.2 with 3, 2.4 and 1.7 with 7. Rank 256: 2.7 and 2.9 with 4. */
    private static final int FEW_FOR_CG = 4;

    Solver at(int rank) {
        if (this != AUTO) {
            return this;
        }
        return rank <= LARGEST_EXACT_RANK ? CHOLESKY : CG;
    }

    /** The most pairs of a row that is solved by the system of its pairs. */
    int fewPairs(int rank) {
        return at(rank) == CHOLESKY ? rank / CHOLESKY_SHARE : FEW_FOR_CG;
    }
}
