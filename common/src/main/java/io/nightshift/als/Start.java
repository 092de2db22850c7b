package io.nightshift.als;

import io.nightshift.errors.InputBadException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** Where one side's vectors start. */
interface Start {
    /** The first vectors of every block. */
    JavaRDD<SolvedBlock> of(JavaRDD<InteractionBlock> blocks, AlsSettings settings);

    /** All are drawn. */
    static Start drawn() {
        return (blocks, settings) -> blocks.map(block -> BlockSolver.start(settings, block, Map.of()));
    }

    /** Those of known ids are taken; they meet their blocks in one shuffle. Memory of a task: the earlier vectors of its block. */
    static Start from(Dataset<Row> earlier) {
        return (blocks, settings) -> {
            int count = blocks.getNumPartitions();
            JavaRDD<Tuple2<Integer, float[]>> placed = TopN.vectors(earlier)
                    .toJavaRDD()
                    .mapToPair(vector -> new Tuple2<>(IdHash.block(vector._1, count), vector))
                    .partitionBy(new BlockPartitioner(count))
                    .values();
            return blocks.zipPartitions(placed, (block, vectors) -> List.of(
                            BlockSolver.start(settings, InteractionBlock.only(block), byId(vectors, settings.rank())))
                    .iterator());
        };
    }

    private static Map<Integer, float[]> byId(Iterator<Tuple2<Integer, float[]>> vectors, int rank) {
        Map<Integer, float[]> known = new HashMap<>();
        vectors.forEachRemaining(vector -> {
            FixedVectors.check(vector._1, vector._2, rank);
            if (known.put(vector._1, vector._2) != null) {
                throw new InputBadException("Cannot start ALS from earlier vectors: id=" + vector._1
                        + " comes twice, expected each id once; keep the newest");
            }
        });
        return known;
    }
}
