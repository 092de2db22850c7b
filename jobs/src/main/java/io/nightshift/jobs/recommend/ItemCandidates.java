package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

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

/**
 * What the lists of items may be made of, out of the tables that say what goes with an item.
 *
 * <ol>
 *   <li>ranked: (item_id, recommended_item_id, rank), of each source the items that it puts beside another, available ones only
 *   <li>fused: (item_id, recommended_item_id, score, source, reason), each pair once, by reciprocal rank fusion
 *   <li>filled: and the popular items of the item's category behind them
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

    private static final String SIMILAR = "similar:";
    private static final String PLACE = "place";
    private static final String BEST = "best";
    private static final String FILLS = "fills";

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
        Dataset<Row> candidates = fused(taken, most).withColumn(FILLS, lit(false));
        if (taken.contains(Source.SEGMENT)) {
            candidates = candidates.unionByName(popularInCategory()
                    .join(candidates, new String[] {ITEM, RECOMMENDED}, "left_anti")
                    .withColumn(FILLS, lit(true)));
        }
        Column rank = row_number()
                .over(Window.partitionBy(ITEM)
                        .orderBy(
                                col(FILLS).asc(),
                                col(SCORE).desc(),
                                col(RECOMMENDED).asc()));
        return candidates.withColumn(RANK, rank).where(col(RANK).leq(most)).drop(FILLS);
    }

    /** item_id, recommended_item_id, score, source, reason: from each source at most so many of an item. */
    private Dataset<Row> fused(List<Source> taken, int most) {
        Column[] pair = {col(ITEM), col(RECOMMENDED)};
        Dataset<Row> votes = votes(taken, most);
        Column score = SUMS.sumOf(lit(1.0).divide(col(RANK).plus(CandidateScores.FUSION_CONSTANT)));
        return votes.groupBy(pair)
                .agg(
                        score.cast(DataTypes.FloatType).as(SCORE),
                        min(struct(col(RANK), col(PLACE), col(SOURCE), col(REASON)))
                                .as(BEST))
                .select(
                        col(ITEM),
                        col(RECOMMENDED),
                        col(SCORE),
                        col(BEST).getField(SOURCE).as(SOURCE),
                        concat(col(BEST).getField(REASON), col(ITEM)).as(REASON));
    }

    /** The best of each source that takes part, with its place and the code of its reason. */
    private Dataset<Row> votes(List<Source> taken, int most) {
        Dataset<Row> votes = run.spark()
                .createDataFrame(List.of(), RankedItemCandidatesTable.CONTRACT.schema())
                .select(ITEM, RECOMMENDED, RANK, SOURCE, REASON)
                .withColumn(PLACE, lit(0));
        for (Source source : SOURCES) {
            if (taken.contains(source)) {
                votes = votes.unionByName(ranked(source)
                        .where(col(RANK).leq(most))
                        .join(available, new String[] {RECOMMENDED}, "left_semi")
                        .withColumn(SOURCE, lit(source.id()))
                        .withColumn(REASON, lit(reason(source)))
                        .withColumn(PLACE, lit(SOURCES.indexOf(source))));
            }
        }
        return votes;
    }

    private static String reason(Source source) {
        return switch (source) {
            case BASKET -> Reasons.BOUGHT_WITH;
            case VIEWED_THEN_BOUGHT -> Reasons.BOUGHT_AFTER;
            default -> SIMILAR;
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

    /** item_id, recommended_item_id, score, source, reason. */
    private Dataset<Row> popularInCategory() {
        Dataset<Row> popular = run.table(PopularItemsTable.CONTRACT)
                .where(col(PopularItemsTable.SCOPE).equalTo(PopularItemsTable.CATEGORY))
                .select(
                        col(PopularItemsTable.SCOPE_VALUE).as(ItemsTable.CATEGORY),
                        col(PopularItemsTable.ITEM_ID).as(RECOMMENDED),
                        col(PopularItemsTable.SCORE).as(SCORE));
        return run.table(ItemsTable.CONTRACT)
                .select(ITEM, ItemsTable.CATEGORY)
                .join(popular, ItemsTable.CATEGORY)
                .where(col(ITEM).notEqual(col(RECOMMENDED)))
                .select(
                        col(ITEM),
                        col(RECOMMENDED),
                        col(SCORE),
                        lit(Source.SEGMENT.id()).as(SOURCE),
                        concat(lit(Reasons.CATEGORY), col(ItemsTable.CATEGORY)).as(REASON));
    }
}
