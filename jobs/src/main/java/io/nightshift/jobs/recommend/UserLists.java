package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.ByteType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.sql.Date;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The lists of every user of an audience, in one shuffle of the pairs.
 *
 * <ol>
 *   <li>heads: (key, user_id, factor), a row for each user, key = user x 2<sup>32</sup>
 *   <li>pairs: (key, weight, frequency, flags), key = user x 2<sup>32</sup> + item + 1
 *   <li>both together by user, sorted by key: a user's head comes first, its pairs follow in the order of the items
 *   <li>lists: (placement, user_id, user, rank, item_id, item, score, source, reason), from one pass over each partition
 * </ol>
 *
 * The items, with vectors and rankings, are broadcast; users never are.
 */
public final class UserLists {
    /** The dense id of the user, for callers that go on with dense ids. */
    public static final String USER = UserIndexTable.USER;
    /** The dense id of the item. */
    public static final String ITEM = ItemIndexTable.ITEM;

    static final StructType GATHERED = new StructType()
            .add("key", LongType, false)
            .add(UserIndexTable.USER_ID, StringType, true)
            .add(Factors.FACTOR, DataTypes.createArrayType(FloatType, false), true)
            .add(InteractionsTable.WEIGHT, FloatType, true)
            .add(InteractionsTable.FREQUENCY, FloatType, true)
            .add("flags", ByteType, true);

    static final StructType LISTED = new StructType()
            .add(RecommendationsTable.PLACEMENT, StringType, false)
            .add(UserIndexTable.USER_ID, StringType, false)
            .add(USER, DataTypes.IntegerType, false)
            .add(RecommendationsTable.RANK, DataTypes.IntegerType, false)
            .add(ItemIndexTable.ITEM_ID, StringType, false)
            .add(ITEM, DataTypes.IntegerType, false)
            .add(RecommendationsTable.SCORE, FloatType, false)
            .add(RecommendationsTable.SOURCE, StringType, false)
            .add(RecommendationsTable.REASON, StringType, false);

    private UserLists() {}

    /**
     * Makes every list of every user of the audience.
     *
     * @param specs the lists; a user without an eligible item has no row for a list
     * @return placement (the spec's), user_id, user, rank, item_id, item, score, source, reason; in no order. Ranks have no gaps.
     */
    public static Dataset<Row> of(ListInputs inputs, List<ListSpec> specs, CatalogueSettings settings) {
        Catalogue catalogue = CatalogueReader.read(inputs, settings);
        Broadcast<Catalogue> shared = JavaSparkContext.fromSparkContext(
                        inputs.pairs().sparkSession().sparkContext())
                .broadcast(catalogue);
        return heads(inputs)
                .unionByName(pairs(inputs))
                .repartition(shiftright(col("key"), 32))
                .sortWithinPartitions("key")
                .mapPartitions(new PartitionLists(shared, List.copyOf(specs)), Encoders.row(LISTED));
    }

    private static Dataset<Row> heads(ListInputs inputs) {
        return inputs.audience()
                .join(inputs.factors().users(), new String[] {USER}, "left")
                .select(
                        keyOf(col(USER)).as("key"),
                        col(UserIndexTable.USER_ID),
                        col(Factors.FACTOR),
                        lit(null).cast(FloatType).as(InteractionsTable.WEIGHT),
                        lit(null).cast(FloatType).as(InteractionsTable.FREQUENCY),
                        lit(null).cast(ByteType).as("flags"));
    }

    private static Dataset<Row> pairs(ListInputs inputs) {
        Column hidden = col(InteractionsTable.HIDDEN_UNTIL).gt(lit(Date.valueOf(inputs.asOf())));
        Column flags = when(hidden, lit(UserHistory.HIDDEN))
                .otherwise(lit(0))
                .plus(when(col(InteractionsTable.LAST_CONVERSION).isNotNull(), lit(UserHistory.CONVERTED))
                        .otherwise(lit(0)));
        return inputs.pairs()
                .select(
                        keyOf(col(USER)).plus(col(ITEM)).plus(1).as("key"),
                        lit(null).cast(StringType).as(UserIndexTable.USER_ID),
                        lit(null)
                                .cast(DataTypes.createArrayType(FloatType, false))
                                .as(Factors.FACTOR),
                        col(InteractionsTable.WEIGHT).cast(FloatType).as(InteractionsTable.WEIGHT),
                        col(InteractionsTable.FREQUENCY).cast(FloatType).as(InteractionsTable.FREQUENCY),
                        flags.cast(ByteType).as("flags"));
    }

    private static Column keyOf(Column user) {
        return shiftleft(user.cast(LongType), 32);
    }
}
