package io.nightshift.jobs.recommend;

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
        ListInputs sampled = inputs.forAudience(UserSample.of(takers.count(), ranking.maxUsers(), seed)
                .map(takers::where)
                .orElse(takers));
        return GatheredRows.of(sampled, taken)
                .mapPartitions(
                        new PartitionExamples(catalogue, inputs.asOf(), ranking, seed),
                        Encoders.row(ExampleRows.SCHEMA));
    }

    /** The features of each kind's examples, in order. */
    public static List<String> features(List<Source> sources, Kind kind) {
        return switch (kind) {
            case KNOWN -> CandidateFeatures.knownNames(sources);
            case UNKNOWN -> CandidateFeatures.unknownNames(sources);
        };
    }
}
