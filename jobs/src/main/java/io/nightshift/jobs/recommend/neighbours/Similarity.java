package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.sqrt;

import io.nightshift.jobs.recommend.links.LogLikelihood;
import io.nightshift.jobs.recommend.neighbours.NeighbourSettings.Bm25;
import org.apache.spark.sql.Column;

/** What makes two items alike; an item is a document whose words are its users. */
public enum Similarity {
    /** The cosine of the weights. */
    COSINE,
    /** The cosine of sqrt(weight) x ln(items / (1 + items of the user)). */
    TF_IDF,
    /** The product of the BM25 weights: not divided by lengths, so that popular items count more. */
    BM25,
    /** Dunning's ratio of the common users; 0 for fewer than chance would bring together. */
    LOG_LIKELIHOOD;

    /**
     * What a pair counts.
     *
     * @param weight of the pair, above 0
     * @param userItems items of its user
     * @param itemWeight sum of the item's weights
     * @param items how many items there are
     * @param meanItemWeight mean of the items' sums
     * @param bm25 the constants of {@link #BM25}
     */
    Column value(Column weight, Column userItems, Column itemWeight, long items, double meanItemWeight, Bm25 bm25) {
        Column rarity = log(lit((double) items)).minus(log1p(userItems));
        return switch (this) {
            case COSINE -> weight;
            case TF_IDF -> sqrt(weight).multiply(rarity);
            case BM25 -> {
                Column length =
                        itemWeight.multiply(lit(bm25.b() / meanItemWeight)).plus(lit(1 - bm25.b()));
                yield weight.multiply(lit(bm25.k1() + 1))
                        .divide(length.multiply(lit(bm25.k1())).plus(weight))
                        .multiply(rarity);
            }
            case LOG_LIKELIHOOD -> lit(1.0);
        };
    }

    /** The similarity of two items with common users: their values' product and lengths, and the numbers of users. */
    double of(double product, double length, double otherLength, long common, long users, long otherUsers, long all) {
        return switch (this) {
            case COSINE, TF_IDF -> length > 0 && otherLength > 0 ? product / (length * otherLength) : 0;
            case BM25 -> product;
            case LOG_LIKELIHOOD ->
                common * (double) all > users * (double) otherUsers
                        ? LogLikelihood.ratio(common, users, otherUsers, all)
                        : 0;
        };
    }
}
