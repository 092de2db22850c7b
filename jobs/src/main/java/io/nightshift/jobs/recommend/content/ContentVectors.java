package io.nightshift.jobs.recommend.content;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.nearest.NearestRows;
import java.util.List;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * From items to their vectors.
 *
 * <ol>
 *   <li>described: (item, available, text, category_place, brand_place, price_place), text of title and description
 *   <li>words: and words, by Spark's RegexTokenizer and {@link Words}
 *   <li>weighed: and tf_idf, by Spark's HashingTF and IDF, ln((items + 1) / (items with the word + 1))
 *   <li>vectors: (id, places, values, available), as {@link ItemContent} puts the parts together
 * </ol>
 *
 * Words are hashed to 2<sup>18</sup> places and categories, brands and price bands to 2<sup>31</sup> others; two that meet in one count
 * as the same. One pass over the items to count words, one to weigh them.
 */
final class ContentVectors {
    static final int WORD_PLACES = 1 << 18;

    private static final String TEXT = "text";
    private static final String RUNS = "runs";
    private static final String WORDS = "words";
    private static final String COUNTS = "counts";
    private static final String TF_IDF = "tf_idf";
    private static final String CONTENT = "content";

    private static final StructType CELLS = new StructType()
            .add(NearestRows.PLACES, DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add(NearestRows.VALUES, DataTypes.createArrayType(DataTypes.FloatType, false), false);

    private ContentVectors() {}

    /**
     * The vectors of the items of which something is known.
     *
     * @param items rows of {@link ItemsTable}
     * @param itemIndex rows of {@link ItemIndexTable}
     * @return id, places, values (above 0, of length 1 together), available
     */
    static Dataset<Row> of(Dataset<Row> items, Dataset<Row> itemIndex, ContentSettings settings) {
        ContentSettings.Weights weights = settings.weights();
        UDF4<Vector, Integer, Integer, Integer, Row> together =
                (words, category, brand, price) -> cells(words, category, brand, price, weights);
        return weighed(words(described(items, itemIndex, settings), settings), settings)
                .withColumn(
                        CONTENT,
                        udf(together, CELLS)
                                .apply(
                                        col(TF_IDF),
                                        col(ItemsTable.CATEGORY),
                                        col(ItemsTable.BRAND),
                                        col(ItemsTable.PRICE)))
                .select(
                        col(ItemIndexTable.ITEM).as(NearestRows.ID),
                        col(CONTENT).getField(NearestRows.PLACES).as(NearestRows.PLACES),
                        col(CONTENT).getField(NearestRows.VALUES).as(NearestRows.VALUES),
                        col(ItemsTable.AVAILABLE))
                .where(size(col(NearestRows.PLACES)).gt(0));
    }

    private static Dataset<Row> described(Dataset<Row> items, Dataset<Row> itemIndex, ContentSettings settings) {
        UDF1<String, String> normalised = Words::normalised;
        Column price = col(ItemsTable.PRICE).cast(DataTypes.DoubleType);
        Column band = when(price.gt(0), floor(log(price).divide(lit(Math.log(settings.priceBandRatio())))));
        return items.join(itemIndex, ItemIndexTable.ITEM_ID)
                .select(
                        col(ItemIndexTable.ITEM),
                        col(ItemsTable.AVAILABLE),
                        udf(normalised, DataTypes.StringType)
                                .apply(concat_ws(" ", col(ItemsTable.TITLE), col(ItemsTable.DESCRIPTION)))
                                .as(TEXT),
                        place(ItemsTable.CATEGORY, col(ItemsTable.CATEGORY)),
                        place(ItemsTable.BRAND, col(ItemsTable.BRAND)),
                        place(ItemsTable.PRICE, band));
    }

    /** A place behind those of the words; null without a value. */
    private static Column place(String part, Column value) {
        Column hash = pmod(xxhash64(lit(part), value), lit((long) Integer.MAX_VALUE - WORD_PLACES));
        return when(value.isNotNull(), hash.plus(WORD_PLACES).cast(DataTypes.IntegerType))
                .as(part);
    }

    private static Dataset<Row> words(Dataset<Row> described, ContentSettings settings) {
        int most = settings.maxWords();
        UDF1<Seq<String>, List<String>> words = runs -> Words.of(CollectionConverters.asJava(runs), most);
        return new RegexTokenizer()
                .setInputCol(TEXT)
                .setOutputCol(RUNS)
                .setPattern(Words.PATTERN)
                .setGaps(false)
                .setToLowercase(false)
                .transform(described)
                .withColumn(
                        WORDS,
                        udf(words, DataTypes.createArrayType(DataTypes.StringType, false))
                                .apply(col(RUNS)))
                .drop(TEXT, RUNS);
    }

    private static Dataset<Row> weighed(Dataset<Row> words, ContentSettings settings) {
        Dataset<Row> counted = new HashingTF()
                .setNumFeatures(WORD_PLACES)
                .setInputCol(WORDS)
                .setOutputCol(COUNTS)
                .transform(words);
        return new IDF()
                .setMinDocFreq(settings.minWordItems())
                .setInputCol(COUNTS)
                .setOutputCol(TF_IDF)
                .fit(counted)
                .transform(counted);
    }

    private static Row cells(
            Vector words, Integer category, Integer brand, Integer price, ContentSettings.Weights weights) {
        ItemContent content = new ItemContent();
        SparseVector sparse = words.toSparse();
        content.add(sparse.indices(), sparse.values(), weights.text());
        add(content, category, weights.category());
        add(content, brand, weights.brand());
        add(content, price, weights.price());
        ItemContent.Cells cells = content.cells();
        return RowFactory.create(cells.places(), cells.values());
    }

    private static void add(ItemContent content, Integer place, double weight) {
        if (place != null) {
            content.add(place, weight);
        }
    }
}
