package io.nightshift.als;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** One side's vectors with their ids, for as long as a model lives; freed by {@link #close}. */
sealed interface FactorRows extends AutoCloseable permits BroadcastRows, BlockRows {
    /** A row for each vector: {@link AlsModel#ID} and {@link AlsModel#FACTOR}, as many partitions as blocks. */
    Dataset<Row> dataset(SparkSession spark);

    /** The vectors of each block of this side. */
    JavaRDD<BlockSolver.OwnVectors> own(JavaSparkContext context);

    static Dataset<Row> named(SparkSession spark, JavaRDD<Tuple2<Object, float[]>> rows) {
        return spark.createDataset(
                        rows.rdd(),
                        Encoders.tuple(Encoders.scalaInt(), spark.implicits().newFloatArrayEncoder()))
                .toDF(AlsModel.ID, AlsModel.FACTOR);
    }

    @Override
    void close();
}
