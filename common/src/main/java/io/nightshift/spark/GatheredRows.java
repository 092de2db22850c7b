package io.nightshift.spark;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.LogicalRDD$;

/**
 * Rows brought together by a key, to be read several times. What is read again are the files of the shuffle, not the source: no
 * copy is built in memory, as persisting would, and rows that an executor takes with it are computed again.
 */
public final class GatheredRows {
    private GatheredRows() {}

    /** The same rows, all of one key in one partition; computed once, now, however often they are read. */
    public static Dataset<Row> by(Column key, Dataset<Row> rows) {
        var gathered = (org.apache.spark.sql.classic.Dataset<Row>) rows.repartition(key);
        var shuffled = gathered.queryExecution().toRdd();
        // The plan remembers how the rows are partitioned, so that windows over the key need no second shuffle.
        return org.apache.spark.sql.classic.Dataset.ofRows(
                gathered.sparkSession(), LogicalRDD$.MODULE$.fromDataset(shuffled, gathered, false));
    }
}
