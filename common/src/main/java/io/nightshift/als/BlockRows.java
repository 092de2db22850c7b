package io.nightshift.als;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Vectors with their ids, cached on the executors block by block. */
record BlockRows(JavaRDD<Part> parts) implements FactorRows {
    /** The rows of one block. */
    record Part(int[] ids, FactorTable vectors) implements Serializable {}

    @Override
    public Dataset<Row> dataset(SparkSession spark) {
        return FactorRows.named(spark, parts.flatMap(part -> IntStream.range(0, part.ids().length)
                .mapToObj(row -> new Tuple2<Object, float[]>(
                        part.ids()[row], part.vectors().vector(row)))
                .iterator()));
    }

    @Override
    public JavaRDD<BlockSolver.OwnVectors> own(JavaSparkContext context) {
        return parts.map(part -> new BlockSolver.OwnVectors(part.vectors(), 0));
    }

    @Override
    public void close() {
        parts.unpersist(false);
    }
}
