package io.nightshift.als.ml;

import static org.apache.spark.sql.functions.col;

import io.nightshift.als.AlsModel;
import io.nightshift.spark.DenseIds;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Integers in place of ids, in the ids' order. Integers of 32 bits stand for themselves; other ids are numbered by a sort of all
 * distinct ids, and interactions and vectors meet their numbers in joins.
 */
interface IdIndex extends AutoCloseable {
    /** The rows with the ids of one column replaced; a null id stays null. */
    Dataset<Row> applyTo(Dataset<Row> interactions, String column);

    /** The vectors with their ids. */
    FactorSide name(Dataset<Row> factors);

    @Override
    default void close() {}

    /** The index of a column. */
    static IdIndex of(Dataset<Row> interactions, String column) {
        return IdColumn.of(interactions.schema(), column).isSmall()
                ? new Themselves()
                : new Numbered(DenseIds.of(
                                interactions
                                        .select(col(column).as(FactorSide.ID))
                                        .where(col(FactorSide.ID).isNotNull())
                                        .distinct(),
                                FactorSide.ID,
                                FactorSide.INDEX)
                        .persist(StorageLevel.MEMORY_AND_DISK()));
    }

    /** Integers of 32 bits. */
    record Themselves() implements IdIndex {
        @Override
        public Dataset<Row> applyTo(Dataset<Row> interactions, String column) {
            return interactions.withColumn(column, col(column).cast(DataTypes.IntegerType));
        }

        @Override
        public FactorSide name(Dataset<Row> factors) {
            return new FactorSide(factors.select(
                    col(AlsModel.ID).as(FactorSide.ID),
                    col(AlsModel.ID).as(FactorSide.INDEX),
                    col(AlsModel.FACTOR).as(FactorSide.FEATURES)));
        }
    }

    /**
     * All others.
     *
     * @param ids {@link FactorSide#ID} and {@link FactorSide#INDEX}, cached until closed
     */
    record Numbered(Dataset<Row> ids) implements IdIndex {
        @Override
        public Dataset<Row> applyTo(Dataset<Row> interactions, String column) {
            return interactions
                    .join(ids, interactions.col(column).equalTo(ids.col(FactorSide.ID)), "left")
                    .withColumn(column, col(FactorSide.INDEX))
                    .drop(FactorSide.ID, FactorSide.INDEX);
        }

        /** Computed now, because the numbers would otherwise be sorted out anew at each use; freed when nobody refers to them. */
        @Override
        public FactorSide name(Dataset<Row> factors) {
            Dataset<Row> vectors = factors.toDF(FactorSide.INDEX, FactorSide.FEATURES);
            Dataset<Row> named =
                    ids.join(vectors, FactorSide.INDEX).select(FactorSide.ID, FactorSide.INDEX, FactorSide.FEATURES);
            JavaRDD<Row> rows = named.toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK());
            rows.count();
            return new FactorSide(named.sparkSession().createDataFrame(rows, named.schema()));
        }

        @Override
        public void close() {
            ids.unpersist(false);
        }
    }
}
