package io.nightshift.als;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Vectors with their ids in broadcast variables, from which any executor can make the rows again; freed by {@link #close}. */
record BroadcastRows(int[] offsets, Broadcast<int[]> ids, Broadcast<FactorTable> vectors) implements FactorRows {
    static BroadcastRows of(JavaRDD<InteractionBlock> blocks, int[] offsets, Broadcast<FactorTable> vectors) {
        int[] ids = blocks.map(InteractionBlock::ids).collect().stream()
                .flatMapToInt(IntStream::of)
                .toArray();
        return new BroadcastRows(
                offsets, JavaSparkContext.fromSparkContext(blocks.context()).broadcast(ids), vectors);
    }

    @Override
    public Dataset<Row> dataset(SparkSession spark) {
        List<Integer> blocks = IntStream.range(0, offsets.length - 1).boxed().toList();
        Broadcast<int[]> names = ids;
        Broadcast<FactorTable> values = vectors;
        int[] starts = offsets;
        JavaRDD<Tuple2<Object, float[]>> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(blocks, blocks.size())
                .flatMap(block -> IntStream.range(starts[block], starts[block + 1])
                        .mapToObj(at -> new Tuple2<Object, float[]>(
                                names.value()[at], values.value().vector(at)))
                        .iterator());
        return FactorRows.named(spark, rows);
    }

    @Override
    public JavaRDD<BlockSolver.OwnVectors> own(JavaSparkContext context) {
        return BroadcastVectors.own(context, offsets, vectors);
    }

    @Override
    public void close() {
        ids.destroy();
        vectors.destroy();
    }
}
