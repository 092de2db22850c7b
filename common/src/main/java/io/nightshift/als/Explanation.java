package io.nightshift.als;

import java.util.List;

/**
 * Why a user's score for an item is what it is.
 *
 * @param user the user's id
 * @param item the scored item's id
 * @param score the product of their vectors; the sum of the contributions
 * @param contributions one for each item of the user's history that has a vector, largest first, then by id
 */
public record Explanation(int user, int item, double score, List<Contribution> contributions) {
    /**
     * What one item of the history adds to the score; below zero where it speaks against.
     *
     * @param item its id
     * @param weight of the user's interaction with it, duplicates summed
     * @param value its part of the score, in the score's unit; 0 for a weight of 0 or less, which is no preference
     */
    public record Contribution(int item, float weight, double value) {}

    /** Keeps the contributions unchangeable. */
    public Explanation {
        contributions = List.copyOf(contributions);
    }
}
