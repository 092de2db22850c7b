package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Spark MLlib's implicit ALS (Hu, Koren, Volinsky 2008, with the regularisation of each vector scaled by its number of pairs). Pairs go
 * in as a fixed number of sorted partitions, so that the same pairs meet the same blocks in the same order.
 */
final class MllibTrainer implements FactorTrainer {
    /** Partitions of the pairs and blocks of each side: fixed, because MLlib's sums depend on them. */
    private static final int BLOCKS = 8;

    private static final String ID = "id";
    private static final String FEATURES = "features";

    private final FactorSettings settings;
    private final long seed;

    MllibTrainer(FactorSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    @Override
    public Factors fit(Dataset<Row> pairs) {
        Dataset<Row> positive = pairs.where(col(InteractionsTable.WEIGHT).gt(0))
                .select(
                        col(InteractionsTable.USER),
                        col(InteractionsTable.ITEM),
                        settings.damping()
                                .of(col(InteractionsTable.WEIGHT))
                                .cast(DataTypes.FloatType)
                                .as(InteractionsTable.WEIGHT));
        return positive.isEmpty() ? none(positive) : fitPositive(positive);
    }

    private Factors fitPositive(Dataset<Row> positive) {
        Dataset<Row> ordered = positive.repartition(BLOCKS, col(InteractionsTable.USER))
                .sortWithinPartitions(InteractionsTable.USER, InteractionsTable.ITEM);
        ALSModel model = new ALS()
                .setImplicitPrefs(true)
                .setUserCol(InteractionsTable.USER)
                .setItemCol(InteractionsTable.ITEM)
                .setRatingCol(InteractionsTable.WEIGHT)
                .setRank(settings.rank())
                .setMaxIter(settings.iterations())
                .setRegParam(settings.regularization())
                .setAlpha(settings.alpha())
                .setNumUserBlocks(BLOCKS)
                .setNumItemBlocks(BLOCKS)
                .setSeed(seed)
                .fit(ordered);
        return Factors.of(
                side(model.userFactors(), InteractionsTable.USER), side(model.itemFactors(), InteractionsTable.ITEM));
    }

    private static Dataset<Row> side(Dataset<Row> factors, String idColumn) {
        return factors.select(col(ID).as(idColumn), col(FEATURES).as(Factors.FACTOR));
    }

    private static Factors none(Dataset<Row> empty) {
        Dataset<Row> noVectors = empty.limit(0)
                .withColumn(
                        Factors.FACTOR,
                        org.apache.spark.sql.functions.array().cast(DataTypes.createArrayType(DataTypes.FloatType)));
        return Factors.of(
                noVectors.select(InteractionsTable.USER, Factors.FACTOR),
                noVectors.select(InteractionsTable.ITEM, Factors.FACTOR));
    }
}
