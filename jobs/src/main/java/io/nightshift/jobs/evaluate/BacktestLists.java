package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;

import io.nightshift.jobs.recommend.Blend;
import io.nightshift.jobs.recommend.Ladder;
import io.nightshift.jobs.recommend.ListInputs;
import io.nightshift.jobs.recommend.ListProtocol;
import io.nightshift.jobs.recommend.ListSpec;
import io.nightshift.jobs.recommend.RecommendSettings;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.Scoring;
import io.nightshift.jobs.recommend.UserLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lists that every model would have made on the cut date for the users who are measured.
 *
 * <ol>
 *   <li>the models' and the baselines' lists: (model, protocol, user, rank, item_id, item, score)
 *   <li>with the users, where they are measured: and user_id, slice
 *   <li>with what they should find: and hit
 * </ol>
 */
final class BacktestLists {
    /** Between model and protocol in the name under which a list is asked for. */
    private static final String OF = "/";

    private static final String IS_RELEVANT = "is_relevant";

    private BacktestLists() {}

    /**
     * Makes the lists.
     *
     * @param inputs as of the cut; its audience are rows of {@link Relevant#users}
     * @param relevant rows of {@link Relevant#pairs}
     * @return the columns of {@link BacktestListsTable} but the dates and the category, in no order
     */
    static Dataset<Row> of(
            ListInputs inputs, Dataset<Row> relevant, EvaluateSettings settings, RecommendSettings recommend) {
        Dataset<Row> modelled = UserLists.of(inputs, specs(settings, recommend), recommend)
                .select(
                        substring_index(col(RecommendationsTable.PLACEMENT), OF, 1)
                                .as(BacktestListsTable.MODEL),
                        substring_index(col(RecommendationsTable.PLACEMENT), OF, -1)
                                .as(BacktestListsTable.PROTOCOL),
                        col(UserLists.USER),
                        col(RecommendationsTable.RANK).as(BacktestListsTable.RANK),
                        col(RecommendationsTable.ITEM_ID).as(BacktestListsTable.ITEM_ID),
                        col(UserLists.ITEM),
                        col(RecommendationsTable.SCORE).as(BacktestListsTable.SCORE));
        Dataset<Row> popular = PopularLists.of(inputs.audience(), inputs.pairs(), inputs.asOf(), settings)
                .join(inputs.itemIndex(), Relevant.ITEM);
        return marked(modelled.unionByName(popular), inputs.audience(), relevant);
    }

    /**
     * The lists of an earlier release as those of a model.
     *
     * @param recommendations rows of {@link RecommendationsTable}
     * @param users user and user_id of those who are measured
     * @return model, protocol, user, rank, item_id, item (null when the run does not know the item any more), score
     */
    static Dataset<Row> released(
            Dataset<Row> recommendations, Dataset<Row> users, Dataset<Row> itemIndex, int longest) {
        return recommendations
                .where(col(RecommendationsTable.PLACEMENT)
                        .equalTo(RecommendationsTable.HOME)
                        .and(col(RecommendationsTable.RANK).leq(longest)))
                .join(users, RecommendationsTable.USER_ID)
                .join(itemIndex, new String[] {RecommendationsTable.ITEM_ID}, "left")
                .select(
                        lit(RankedModel.LAST_RELEASE).as(BacktestListsTable.MODEL),
                        lit(RankedModel.id(ListProtocol.ALL)).as(BacktestListsTable.PROTOCOL),
                        col(UserLists.USER),
                        col(RecommendationsTable.RANK).as(BacktestListsTable.RANK),
                        col(RecommendationsTable.ITEM_ID).as(BacktestListsTable.ITEM_ID),
                        col(UserLists.ITEM),
                        col(RecommendationsTable.SCORE).as(BacktestListsTable.SCORE));
    }

    /**
     * The lists of the users who are measured, with their hits.
     *
     * @param lists model, protocol, user, rank, item_id, item, score
     * @param users user and user_id
     * @param relevant rows of {@link Relevant#pairs}
     * @return the columns of {@link BacktestListsTable} but the dates and the category
     */
    static Dataset<Row> marked(Dataset<Row> lists, Dataset<Row> users, Dataset<Row> relevant) {
        return lists.join(measured(relevant), new String[] {Relevant.USER, BacktestListsTable.PROTOCOL})
                .join(users, Relevant.USER)
                .join(
                        relevant.select(
                                col(Relevant.USER),
                                col(Relevant.ITEM),
                                lit(true).as(IS_RELEVANT)),
                        new String[] {Relevant.USER, Relevant.ITEM},
                        "left")
                .withColumn(BacktestListsTable.HIT, coalesce(col(IS_RELEVANT), lit(false)))
                .drop(Relevant.USER, Relevant.ITEM, IS_RELEVANT);
    }

    /** Who is measured under which protocol: user, protocol, slice. */
    private static Dataset<Row> measured(Dataset<Row> relevant) {
        return Relevant.byProtocol(relevant)
                .select(Relevant.USER, BacktestRelevantTable.PROTOCOL, Relevant.SLICE)
                .distinct();
    }

    /** The lists asked of the recommender: those of the vectors, of the repeats, and the night's own. */
    static List<ListSpec> specs(EvaluateSettings settings, RecommendSettings recommend) {
        List<ListSpec> specs = new ArrayList<>();
        for (RankedModel model : RankedModel.of(settings, recommend)) {
            scoring(model.name(), recommend).ifPresent(scoring -> model.protocols().stream()
                    .sorted()
                    .map(protocol -> new ListSpec(
                            model.name() + OF + RankedModel.id(protocol),
                            settings.longest(),
                            scoring,
                            protocol,
                            model.reach() == RankedModel.Reach.ALL_USERS ? recommend.fallback() : Ladder.NONE))
                    .forEach(specs::add));
        }
        return specs;
    }

    /** How a model scores candidates; empty for a popularity baseline, whose lists {@link PopularLists} makes. */
    private static Optional<Scoring> scoring(String model, RecommendSettings recommend) {
        return switch (model) {
            case RankedModel.ALS -> Optional.of(Blend.ALS_ONLY);
            case RankedModel.PERSONAL -> Optional.of(Blend.REPEAT_ONLY);
            case RankedModel.BLEND -> Optional.of(recommend.blend());
            case RankedModel.FUSION -> Optional.of(new Scoring.Fusion());
            case RankedModel.RANKED -> Optional.of(recommend.scoring());
            default ->
                recommend.sources().ofCandidates().stream()
                        .filter(source -> source.id().equals(model))
                        .<Scoring>map(Scoring.OneSource::new)
                        .findFirst();
        };
    }
}
