package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.jobs.ingest.ItemsTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** For each item with users enough the available items whose vectors point the same way. */
public final class SimilarItems {
    private static final StructType SIMILAR = new StructType()
            .add(SimilarItemsTable.ITEM_ID, StringType, false)
            .add(SimilarItemsTable.RANK, IntegerType, false)
            .add(SimilarItemsTable.SIMILAR_ITEM_ID, StringType, false)
            .add(SimilarItemsTable.SCORE, FloatType, false);

    private SimilarItems() {}

    /**
     * The lists of similar items.
     *
     * @return item_id, rank, similar_item_id, score (cosine, above 0): at most the settings' top-n for each item, in no order
     */
    public static Dataset<Row> of(ListInputs inputs, SimilarSettings settings) {
        Compared compared = compared(inputs, settings);
        Broadcast<Compared> shared = JavaSparkContext.fromSparkContext(
                        inputs.pairs().sparkSession().sparkContext())
                .broadcast(compared);
        return inputs.pairs()
                .sparkSession()
                .range(compared.count())
                .mapPartitions(new PartitionSimilar(shared, settings.topN()), Encoders.row(SIMILAR));
    }

    /** The compared items under numbers of their own, in the order of the dense ids, with vectors of length 1. */
    private record Compared(int count, PackedIds ids, ItemVectors vectors) implements Serializable {}

    private static Compared compared(ListInputs inputs, SimilarSettings settings) {
        Dataset<Row> supported = inputs.pairs()
                .where(col(InteractionsTable.WEIGHT).gt(0))
                .groupBy(InteractionsTable.ITEM)
                .agg(count(lit(1)).as(Popularity.USERS))
                .where(col(Popularity.USERS).geq(settings.minUsers()));
        Iterator<Row> rows = inputs.factors()
                .items()
                .join(supported, ItemIndexTable.ITEM)
                .join(inputs.itemIndex(), ItemIndexTable.ITEM)
                .join(inputs.items(), ItemIndexTable.ITEM_ID)
                .select(ItemIndexTable.ITEM, ItemIndexTable.ITEM_ID, ItemsTable.AVAILABLE, Factors.FACTOR)
                .orderBy(ItemIndexTable.ITEM)
                .toLocalIterator();
        List<String> ids = new ArrayList<>();
        List<Boolean> available = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            ids.add(row.getString(1));
            available.add(row.getBoolean(2));
            vectors.add(FloatArrays.of(row, 3));
        }
        return new Compared(ids.size(), PackedIds.of(ids.toArray(String[]::new)), unitVectors(vectors, available));
    }

    private static ItemVectors unitVectors(List<float[]> vectors, List<Boolean> available) {
        int rank = vectors.isEmpty() ? 0 : vectors.get(0).length;
        float[] rows = new float[Math.multiplyExact(vectors.size(), rank)];
        int[] owners = new int[vectors.size()];
        boolean[] searchable = new boolean[vectors.size()];
        for (int item = 0; item < owners.length; item++) {
            owners[item] = item;
            searchable[item] = available.get(item);
            unit(vectors.get(item), rows, item * rank);
        }
        return new ItemVectors(rank, owners, rows, searchable);
    }

    private static void unit(float[] vector, float[] rows, int from) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        for (int k = 0; k < vector.length; k++) {
            rows[from + k] = (float) (vector[k] * scale);
        }
    }

    /** The lists of the items whose numbers come in. */
    private record PartitionSimilar(Broadcast<Compared> compared, int topN)
            implements MapPartitionsFunction<Long, Row> {
        @Override
        public Iterator<Row> call(Iterator<Long> items) {
            ItemMarks itself = new ItemMarks(compared.value().count());
            TopItems best = new TopItems(topN);
            Iterable<Long> each = () -> items;
            return java.util.stream.StreamSupport.stream(each.spliterator(), false)
                    .flatMap(item -> similar(item.intValue(), itself, best).stream())
                    .iterator();
        }

        private List<Row> similar(int item, ItemMarks itself, TopItems best) {
            ItemVectors vectors = compared.value().vectors();
            itself.clear();
            itself.add(item);
            best.clear();
            vectors.search(vectors.copy(item), itself, best);
            best.sort();
            List<Row> rows = new ArrayList<>(best.size());
            for (int i = 0; i < best.size() && best.score(i) > 0; i++) {
                rows.add(RowFactory.create(
                        compared.value().ids().id(item),
                        i + 1,
                        compared.value().ids().id(best.item(i)),
                        Math.min(1, best.score(i))));
            }
            return rows;
        }
    }
}
