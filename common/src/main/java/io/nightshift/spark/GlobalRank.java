package io.nightshift.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Ranks the rows of each group by score, without one task holding a group: scores are cut into buckets by their leading bits, rows are
 * ranked within a bucket, and the sizes of the buckets above are added. Many rows of one score share a task, which sorts them on disk
 * when it must.
 *
 * @param group the column of the groups, text
 * @param score double, not null; higher ranks first, 0.0 and -0.0 are equal
 * @param id orders rows of equal score, ascending; unique within a group
 */
public record GlobalRank(String group, String score, String id) {
    /** Rank within the group, from 1, long. */
    public static final String RANK = "global_rank";

    /** Rows of the group, long. */
    public static final String SIZE = "group_size";

    private static final String BUCKET = "rank_bucket";
    private static final String IN_BUCKET = "rank_in_bucket";
    private static final String ABOVE = "rank_above";

    /** Sign, exponent and eight bits of the fraction: 256 buckets between 0.5 and 1. */
    private static final int DROPPED_BITS = 44;

    /** The rows with {@link #RANK} and {@link #SIZE}. Reads them twice: persist or store what is costly to compute. */
    public Dataset<Row> of(Dataset<Row> rows) {
        UserDefinedFunction bucket = udf((UDF1<Double, Long>) GlobalRank::bucket, DataTypes.LongType);
        Dataset<Row> inBuckets = rows.withColumn(BUCKET, bucket.apply(col(score)));
        WindowSpec above =
                Window.partitionBy(group).orderBy(col(BUCKET).desc()).rowsBetween(Window.unboundedPreceding(), -1);
        Dataset<Row> sizes = inBuckets
                .groupBy(group, BUCKET)
                .agg(count(lit(1)).as(IN_BUCKET))
                .select(
                        col(group),
                        col(BUCKET),
                        coalesce(sum(IN_BUCKET).over(above), lit(0L)).as(ABOVE),
                        sum(IN_BUCKET).over(Window.partitionBy(group)).as(SIZE));
        WindowSpec within = Window.partitionBy(group, BUCKET).orderBy(col(score).desc(), col(id).asc());
        return inBuckets
                .withColumn(RANK, row_number().over(within))
                .join(sizes, new String[] {group, BUCKET})
                .withColumn(RANK, col(RANK).cast(DataTypes.LongType).plus(col(ABOVE)))
                .drop(BUCKET, ABOVE);
    }

    /** The leading bits of a double, in the order of the doubles. */
    static long bucket(double score) {
        long bits = Double.doubleToLongBits(score + 0.0);
        return (bits ^ ((bits >> 63) & Long.MAX_VALUE)) >> DROPPED_BITS;
    }
}
