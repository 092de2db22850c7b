package io.nightshift.jobs.recommend.ranking;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;

/**
 * Section {@code recommend.ranking.trees}: how boosted trees are grown.
 *
 * @param count trees
 * @param depth most splits between a root and a leaf
 * @param learningRate what each tree counts
 * @param minExamples least examples of a leaf
 * @param regularization added to the curvature of every leaf, which pulls small leaves towards 0
 */
public record TreesSettings(int count, int depth, double learningRate, int minExamples, double regularization)
        implements Serializable {
    /** Reads the section; problems are noted in the node. */
    static TreesSettings read(SettingsNode node) {
        return new TreesSettings(
                node.integer("count", 1, 1000),
                node.integer("depth", 1, 8),
                node.number("learning-rate", 0.001, 1),
                node.integer("min-examples", 1, 1_000_000),
                node.number("regularization", 0, 1e9));
    }
}
