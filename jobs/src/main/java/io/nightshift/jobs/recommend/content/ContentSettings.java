package io.nightshift.jobs.recommend.content;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.recommend.SourceSettings;
import java.io.Serializable;

/**
 * Section {@code recommend.sources.content}.
 *
 * @param enabled whether similar items are looked for; without it their table is empty
 * @param candidates whether they are also a source of candidates for users' lists and a feature of the ranker
 * @param coldCandidates places among a user's candidates that items nobody took yet have in any case
 * @param topN similar items of an item
 * @param minScore the smallest similarity listed, from above 0 to 1
 * @param weights how much each part of an item counts
 * @param priceBandRatio the upper end of a price band over its lower end
 * @param minWordItems items that have to have a word for it to count
 * @param maxWords words of an item that count, the first ones
 */
public record ContentSettings(
        boolean enabled,
        boolean candidates,
        int coldCandidates,
        int topN,
        double minScore,
        Weights weights,
        double priceBandRatio,
        int minWordItems,
        int maxWords)
        implements Serializable {
    /**
     * Section {@code weights}: shares in the similarity of two items that have all parts; 0 leaves a part out.
     *
     * @param category both of one category
     * @param brand both of one brand
     * @param price both in one price band
     * @param text the cosine of the words
     */
    public record Weights(double category, double brand, double price, double text) implements Serializable {
        static Weights read(SettingsNode node) {
            Weights weights = new Weights(
                    node.number("category", 0, 1000),
                    node.number("brand", 0, 1000),
                    node.number("price", 0, 1000),
                    node.number("text", 0, 1000));
            if (weights.category + weights.brand + weights.price + weights.text == 0) {
                node.problem("text", 0, "one weight above 0 at least", "raise one, or set enabled = false");
            }
            return weights;
        }
    }

    /** Reads the section; problems are noted in the node. */
    public static ContentSettings read(SettingsNode node) {
        boolean enabled = node.flag("enabled");
        return new ContentSettings(
                enabled,
                SourceSettings.candidates(node, enabled),
                node.integer("cold-candidates", 0, 1000),
                node.integer("top-n", 1, 10_000),
                node.number("min-score", 0.001, 1),
                node.section("weights", Weights::read),
                node.number("price-band-ratio", 1.001, 1000),
                node.integer("min-word-items", 1, 1_000_000),
                node.integer("max-words", 1, 10_000));
    }
}
