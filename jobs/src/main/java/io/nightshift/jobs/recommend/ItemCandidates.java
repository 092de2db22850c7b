package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.basket.BoughtTogetherTable;
import io.nightshift.jobs.recommend.content.ContentNeighboursTable;
import io.nightshift.jobs.recommend.linear.LinearLinksTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import io.nightshift.jobs.recommend.neighbours.ItemNeighboursTable;
import io.nightshift.jobs.recommend.neighbours.ViewedThenBoughtTable;
import io.nightshift.jobs.recommend.rules.Placement;
import io.nightshift.jobs.recommend.rules.Placement.Subject;
import io.nightshift.spark.FixedPoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the lists of items may be made of, out of the tables that say what goes with an item.
 *
 * <ol>
 *   <li>votes: (item_id, recommended_item_id, rank, ...), of each source the items that it puts beside another, and the popular items of
 *       the item's category, available ones only
 *   <li>fused: (item_id, recommended_item_id, score, source, reason), each pair once, by reciprocal rank fusion; those that are only
 *       popular come behind
 * </ol>
 *
 * The rules fill what is still empty with items popular with everybody.
 */
final class ItemCandidates {
    private static final String ITEM = RankedItemCandidatesTable.ITEM_ID;
    private static final String RECOMMENDED = RankedItemCandidatesTable.RECOMMENDED_ITEM_ID;
    private static final String RANK = RankedItemCandidatesTable.RANK;
    private static final String SCORE = RankedItemCandidatesTable.SCORE;
    private static final String SOURCE = RankedItemCandidatesTable.SOURCE;
    private static final String REASON = RankedItemCandidatesTable.REASON;

    /** The sources in the order in which they give the reason where they rank an item alike; what people did comes first. */
    private static final List<Source> SOURCES = List.of(
            Source.BASKET, Source.VIEWED_THEN_BOUGHT, Source.NEIGHBOURS, Source.ALS, Source.LINEAR, Source.CONTENT);

    private static final String PLACE = "place";
    private static final String BEST = "best";
    private static final String FILLS = "fills";
    private static final String VOTES = "votes";

    private static final StructType VOTE = new StructType()
            .add(ITEM, DataTypes.StringType, false)
            .add(RECOMMENDED, DataTypes.StringType, false)
            .add(RANK, DataTypes.IntegerType, false)
            .add(FILLS, DataTypes.BooleanType, false)
            .add(PLACE, DataTypes.IntegerType, false)
            .add(SOURCE, DataTypes.StringType, false)
            .add(REASON, DataTypes.StringType, false)
            .add(SCORE, DataTypes.FloatType, false);

    /** Scores add up as multiples of 2^-40, the same in any order. */
    private static final FixedPoint SUMS = new FixedPoint(1L << 40);

    private final Run run;
    private final SourceSettings settings;
    private final Dataset<Row> similar;
    private final Dataset<Row> available;

    /**
     * From the tables of a run.
     *
     * @param similar rows of {@link SimilarItemsTable}
     */
    ItemCandidates(Run run, Dataset<Row> similar) {
        this.run = run;
        this.settings = run.settings().recommend().sources();
        this.similar = similar;
        this.available = run.table(ItemsTable.CONTRACT)
                .where(col(ItemsTable.AVAILABLE))
                .select(col(ItemsTable.ITEM_ID).as(RECOMMENDED));
    }

    /** The sources that lists of items can be made of with these settings: those that are switched on, and popular in the category. */
    static List<Source> sources(SourceSettings settings) {
        List<Source> sources = new ArrayList<>();
        for (Source source : SOURCES) {
            if (isOn(source, settings)) {
                sources.add(source);
            }
        }
        sources.add(Source.SEGMENT);
        sources.add(Source.POPULAR);
        return List.copyOf(sources);
    }

    private static boolean isOn(Source source, SourceSettings settings) {
        return switch (source) {
            case LINEAR -> settings.linear().enabled();
            case NEIGHBOURS -> settings.neighbours().enabled();
            case BASKET -> settings.basket().enabled();
            case VIEWED_THEN_BOUGHT -> settings.viewedThenBought().enabled();
            case CONTENT -> settings.content().enabled();
            default -> true;
        };
    }

    /** The columns of {@link RankedItemCandidatesTable} but the run date, for every placement of items; in no order. */
    Dataset<Row> all() {
        Dataset<Row> all = run.spark().createDataFrame(List.of(), RankedItemCandidatesTable.CONTRACT.schema());
        all = all.drop(RankedItemCandidatesTable.RUN_DATE);
        for (Placement placement : run.settings().recommend().rules().placements(Subject.ITEMS)) {
            all = all.unionByName(of(placement).withColumn(RankedItemCandidatesTable.PLACEMENT, lit(placement.name())));
        }
        return all;
    }

    private Dataset<Row> of(Placement placement) {
        int most = RankedItemCandidatesTable.DEPTH * placement.topN();
        List<Source> taken = sources(settings).stream()
                .filter(source ->
                        placement.sources().isEmpty() || placement.sources().contains(source))
                .toList();
        Column rank = row_number()
                .over(Window.partitionBy(ITEM)
                        .orderBy(
                                col(FILLS).asc(),
                                col(SCORE).desc(),
                                col(RECOMMENDED).asc()));
        return fused(votes(taken, most))
                .withColumn(RANK, rank)
                .where(col(RANK).leq(most))
                .drop(FILLS);
    }

    /** item_id, recommended_item_id, fills, score, source, reason; each pair once. Where a source speaks for a pair, it fills nothing. */
    private static Dataset<Row> fused(Dataset<Row> votes) {
        Column vote = when(col(FILLS), 0.0).otherwise(lit(1.0).divide(col(RANK).plus(CandidateScores.FUSION_CONSTANT)));
        return votes.groupBy(ITEM, RECOMMENDED)
                .agg(
                        min(struct(col(FILLS), col(RANK), col(PLACE), col(SOURCE), col(REASON), col(SCORE)))
                                .as(BEST),
                        SUMS.sumOf(vote).cast(DataTypes.FloatType).as(VOTES))
                .select(
                        col(ITEM),
                        col(RECOMMENDED),
                        col(BEST).getField(FILLS).as(FILLS),
                        when(col(BEST).getField(FILLS), col(BEST).getField(SCORE))
                                .otherwise(col(VOTES))
                                .as(SCORE),
                        col(BEST).getField(SOURCE).as(SOURCE),
                        col(BEST).getField(REASON).as(REASON));
    }

    /** What each source that takes part says, available items only, and the popular items of each item's category. */
    private Dataset<Row> votes(List<Source> taken, int most) {
        Dataset<Row> votes = run.spark().createDataFrame(List.of(), VOTE);
        for (Source source : SOURCES) {
            if (taken.contains(source)) {
                votes = votes.unionByName(ranked(source)
                        .join(available, new String[] {RECOMMENDED}, "left_semi")
                        .withColumn(FILLS, lit(false))
                        .withColumn(PLACE, lit(SOURCES.indexOf(source)))
                        .withColumn(SOURCE, lit(source.id()))
                        .withColumn(REASON, concat(lit(reason(source)), col(ITEM)))
                        .withColumn(SCORE, lit(0f)));
            }
        }
        return taken.contains(Source.SEGMENT) ? votes.unionByName(popularInCategory(most)) : votes;
    }

    private static String reason(Source source) {
        return switch (source) {
            case BASKET -> Reasons.BOUGHT_WITH;
            case VIEWED_THEN_BOUGHT -> Reasons.BOUGHT_AFTER;
            case CONTENT -> Reasons.SIMILAR;
            default -> Reasons.TAKEN_WITH;
        };
    }

    /** item_id, recommended_item_id, rank of what a source puts beside an item. */
    private Dataset<Row> ranked(Source source) {
        return switch (source) {
            case BASKET ->
                renamed(
                        run.table(BoughtTogetherTable.CONTRACT)
                                .where(col(BoughtTogetherTable.SCOPE)
                                        .equalTo(BoughtTogetherTable.ITEM)
                                        .and(col(BoughtTogetherTable.LIFT).gt(1))),
                        BoughtTogetherTable.ID,
                        BoughtTogetherTable.OTHER_ID);
            case VIEWED_THEN_BOUGHT ->
                renamed(
                        run.table(ViewedThenBoughtTable.CONTRACT)
                                .where(col(ViewedThenBoughtTable.LIFT).gt(1)),
                        ViewedThenBoughtTable.ITEM_ID,
                        ViewedThenBoughtTable.BOUGHT_ITEM_ID);
            case NEIGHBOURS ->
                renamed(
                        run.table(ItemNeighboursTable.CONTRACT),
                        ItemNeighboursTable.ITEM_ID,
                        ItemNeighboursTable.NEIGHBOUR_ID);
            case LINEAR ->
                renamed(
                        ItemLinkRows.named(
                                run.table(LinearLinksTable.CONTRACT)
                                        .where(col(ItemLinkRows.WEIGHT).gt(0)),
                                run.table(ItemIndexTable.CONTRACT),
                                ITEM,
                                RECOMMENDED),
                        ITEM,
                        RECOMMENDED);
            case CONTENT ->
                renamed(
                        run.table(ContentNeighboursTable.CONTRACT),
                        ContentNeighboursTable.ITEM_ID,
                        ContentNeighboursTable.SIMILAR_ITEM_ID);
            default -> renamed(similar, SimilarItemsTable.ITEM_ID, SimilarItemsTable.SIMILAR_ITEM_ID);
        };
    }

    private static Dataset<Row> renamed(Dataset<Row> rows, String item, String recommended) {
        return rows.select(col(item).as(ITEM), col(recommended).as(RECOMMENDED), col(RANK));
    }

    /** The votes of the most popular items of each item's category: so many, and one in place of the item itself. */
    private Dataset<Row> popularInCategory(int most) {
        Dataset<Row> popular = run.table(PopularItemsTable.CONTRACT)
                .where(col(PopularItemsTable.SCOPE)
                        .equalTo(PopularItemsTable.CATEGORY)
                        .and(col(PopularItemsTable.RANK).leq(most + 1)))
                .select(
                        col(PopularItemsTable.SCOPE_VALUE).as(ItemsTable.CATEGORY),
                        col(PopularItemsTable.ITEM_ID).as(RECOMMENDED),
                        col(PopularItemsTable.RANK).as(RANK),
                        col(PopularItemsTable.SCORE).as(SCORE));
        return run.table(ItemsTable.CONTRACT)
                .select(ITEM, ItemsTable.CATEGORY)
                .join(popular, ItemsTable.CATEGORY)
                .where(col(ITEM).notEqual(col(RECOMMENDED)))
                .withColumn(FILLS, lit(true))
                .withColumn(PLACE, lit(SOURCES.size()))
                .withColumn(SOURCE, lit(Source.SEGMENT.id()))
                .withColumn(REASON, concat(lit(Reasons.CATEGORY), col(ItemsTable.CATEGORY)))
                .drop(ItemsTable.CATEGORY);
    }
}
