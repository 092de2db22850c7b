package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightshift.jobs.recommend.ranking.ExampleRows;
import io.nightshift.jobs.recommend.ranking.Kind;
import io.nightshift.jobs.recommend.ranking.RankingSettings;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What a ranker learns from: the candidates of an earlier date, and whether the user took them afterwards. */
public final class Examples {
    /** Parts of a sample's share. */
    private static final long PARTS = 1_000_000;

    private Examples() {}

    /**
     * The examples of one label window.
     *
     * @param inputs as of the day before the window; its audience are all users
     * @param taken user and item, what users took in the window, each pair once; only users with one are learned from
     * @param seed of the samples of users and candidates
     * @return rows of {@link ExampleRows#SCHEMA}, in no order
     */
    public static Dataset<Row> of(ListInputs inputs, Dataset<Row> taken, RecommendSettings settings, long seed) {
        RankingSettings ranking = settings.ranking();
        Broadcast<Catalogue> catalogue = JavaSparkContext.fromSparkContext(
                        inputs.pairs().sparkSession().sparkContext())
                .broadcast(CatalogueReader.read(inputs, settings.catalogue()));
        Dataset<Row> takers =
                inputs.audience().join(taken.select(UserIndexTable.USER).distinct(), UserIndexTable.USER);
        ListInputs sampled = inputs.forAudience(sample(takers, ranking.maxUsers(), seed));
        return GatheredRows.of(sampled, taken)
                .mapPartitions(
                        new PartitionExamples(catalogue, inputs.asOf(), ranking, seed),
                        Encoders.row(ExampleRows.SCHEMA));
    }

    /** All users or, where there are more, about as many, drawn by their ids. */
    private static Dataset<Row> sample(Dataset<Row> users, int most, long seed) {
        long count = users.count();
        if (count <= most) {
            return users;
        }
        return users.where(
                pmod(xxhash64(col(UserIndexTable.USER), lit(seed)), lit(PARTS)).lt(lit(PARTS * most / count)));
    }

    /** The features of each kind's examples, in order. */
    public static List<String> features(List<Source> sources, Kind kind) {
        return switch (kind) {
            case KNOWN -> CandidateFeatures.knownNames(sources);
            case UNKNOWN -> CandidateFeatures.unknownNames(sources);
        };
    }
}
