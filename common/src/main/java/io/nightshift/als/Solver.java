package io.nightshift.als;

/**
 * How the linear system of one vector is solved. Rows of few pairs, compared with the rank, are solved exactly by a system of their
 * pairs, whatever the solver, because that is the least work.
 */
public enum Solver {
    /** Exactly, by forming and factorising the matrix. */
    CHOLESKY,
    /** Approximately, by a few conjugate gradient steps from the last iteration's vector. */
    CG,
    /** {@link #CHOLESKY} up to rank 128, {@link #CG} above. */
    AUTO;

    private static final int LARGEST_EXACT_RANK = 128;

    Solver at(int rank) {
        if (this != AUTO) {
            return this;
        }
        return rank <= LARGEST_EXACT_RANK ? CHOLESKY : CG;
    }

    /** The most pairs of a row that is solved by the system of its pairs. */
    int fewPairs(int rank) {
        return rank / 2;
    }
}
