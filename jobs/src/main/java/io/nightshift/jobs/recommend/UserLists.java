package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The lists of every user of an audience: (placement, user_id, user, rank, item_id, item, score, source, reason), from one pass over the
 * partitions of {@link GatheredRows}. The items, with vectors, links and rankings, are broadcast; users never are.
 */
public final class UserLists {
    /** The dense id of the user, for callers that go on with dense ids. */
    public static final String USER = UserIndexTable.USER;
    /** The dense id of the item. */
    public static final String ITEM = ItemIndexTable.ITEM;

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
    public static Dataset<Row> of(ListInputs inputs, List<ListSpec> specs, RecommendSettings settings) {
        ListModels models = new ListModels(
                CatalogueReader.read(inputs, settings.catalogue()),
                inputs.ranker(),
                settings.ranking().candidates(),
                settings.sources().content().coldCandidates());
        Broadcast<ListModels> shared = JavaSparkContext.fromSparkContext(
                        inputs.pairs().sparkSession().sparkContext())
                .broadcast(models);
        return GatheredRows.of(inputs)
                .mapPartitions(new PartitionLists(shared, List.copyOf(specs)), Encoders.row(LISTED));
    }
}
