package io.nightshift.als;

import java.io.Serializable;

/**
 * One block of one side after its half-step.
 *
 * @param vectors of its rows, in their order
 * @param gram the sum of their outer products, packed: the upper triangle row by row
 * @param cost the sum of its rows' parts of the objective
 * @param regularization the sum of lambda x |vector|^2 over its rows
 */
record SolvedBlock(FactorTable vectors, double[] gram, double cost, double regularization) implements Serializable {
    /** The sums alone, for the driver. */
    SolvedBlock withoutVectors() {
        return new SolvedBlock(new FactorTable(new float[0], vectors.rank()), gram, cost, regularization);
    }
}
