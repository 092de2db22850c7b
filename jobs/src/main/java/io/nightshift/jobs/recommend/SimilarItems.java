package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.types.DataTypes.FloatType;

import io.nightshift.als.TopN;
import io.nightshift.jobs.ingest.ItemsTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * For each item with users enough the available items whose vectors point the same way.
 *
 * <ol>
 *   <li>compared: (item, unit, available), the items with users enough and their vectors at length 1
 *   <li>lists: (id, items, scores), the best of all by product, which is the cosine
 *   <li>named: (item_id, rank, similar_item_id, score), a row for each place
 * </ol>
 */
public final class SimilarItems {
    private static final String ITEM = ItemIndexTable.ITEM;
    private static final String UNIT = "unit";
    private static final String PLACE = "place";
    private static final String LISTED = "listed";

    private SimilarItems() {}

    /**
     * The lists of similar items.
     *
     * @return item_id, rank, similar_item_id, score (cosine, above 0): at most the settings' top-n for each item, in no order. An item
     *     whose vector is all zeros is in no list and has none.
     */
    public static Dataset<Row> of(ListInputs inputs, SimilarSettings settings) {
        Dataset<Row> compared = compared(inputs, settings);
        Dataset<Row> available = compared.where(col(ItemsTable.AVAILABLE)).select(ITEM, UNIT);
        Dataset<Row> lists = TopN.among(available)
                .excluding(compared.select(col(ITEM), col(ITEM).as(LISTED)))
                .forAll(spread(compared.select(ITEM, UNIT)), settings.topN());
        return named(lists, inputs.itemIndex());
    }

    private static Dataset<Row> compared(ListInputs inputs, SimilarSettings settings) {
        Dataset<Row> supported = inputs.pairs()
                .where(col(InteractionsTable.WEIGHT).gt(0))
                .groupBy(ITEM)
                .agg(count(lit(1)).as(Popularity.USERS))
                .where(col(Popularity.USERS).geq(settings.minUsers()));
        UserDefinedFunction unit =
                udf((UDF1<Seq<Object>, float[]>) SimilarItems::unit, DataTypes.createArrayType(FloatType, false));
        return inputs.factors()
                .items()
                .join(supported, ITEM)
                .join(inputs.itemIndex(), ITEM)
                .join(inputs.items(), ItemIndexTable.ITEM_ID)
                .select(col(ITEM), unit.apply(col(Factors.FACTOR)).as(UNIT), col(ItemsTable.AVAILABLE))
                .where(col(UNIT).isNotNull());
    }

    /** The vector at length 1; null when it is all zeros. */
    private static float[] unit(Seq<Object> vector) {
        float[] unit = FloatArrays.of(vector);
        double squares = 0;
        for (float x : unit) {
            squares += (double) x * x;
        }
        if (squares == 0) {
            return null;
        }
        double length = Math.sqrt(squares);
        for (int k = 0; k < unit.length; k++) {
            unit[k] = (float) (unit[k] / length);
        }
        return unit;
    }

    /** Comparing all with all is far more work than its few rows look like, so every core gets some of them. */
    private static Dataset<Row> spread(Dataset<Row> items) {
        return items.repartition(items.sparkSession().sparkContext().defaultParallelism(), col(ITEM));
    }

    private static Dataset<Row> named(Dataset<Row> lists, Dataset<Row> itemIndex) {
        Dataset<Row> places = lists.select(
                        col(TopN.ID).as(ITEM),
                        expr("posexplode(arrays_zip(" + TopN.ITEMS + ", " + TopN.SCORES + "))")
                                .as(new String[] {PLACE, LISTED}))
                .where(col(LISTED + "." + TopN.SCORES).gt(0))
                .select(
                        col(ITEM),
                        col(PLACE).plus(1).as(SimilarItemsTable.RANK),
                        col(LISTED + "." + TopN.ITEMS).as(LISTED),
                        least(lit(1f), col(LISTED + "." + TopN.SCORES))
                                .cast(FloatType)
                                .as(SimilarItemsTable.SCORE));
        Dataset<Row> names = itemIndex.select(
                col(ITEM).as(LISTED), col(ItemIndexTable.ITEM_ID).as(SimilarItemsTable.SIMILAR_ITEM_ID));
        return places.join(itemIndex, ITEM)
                .join(names, LISTED)
                .select(
                        col(ItemIndexTable.ITEM_ID).as(SimilarItemsTable.ITEM_ID),
                        col(SimilarItemsTable.RANK),
                        col(SimilarItemsTable.SIMILAR_ITEM_ID),
                        col(SimilarItemsTable.SCORE));
    }
}
