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
record SolvedBlock(FactorTable vectors, double[] gram, double cost, double regularization) implements Serializable {}
