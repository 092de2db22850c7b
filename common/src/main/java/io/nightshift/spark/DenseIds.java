package io.nightshift.spark;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Dense integers for ids, in the order of the ids: for strings that of their UTF-8 bytes. The ids are sorted into ranges; the driver learns only how many
 * ids each range holds, from which each range knows where it starts.
 */
public final class DenseIds {
    private DenseIds() {}

    /**
     * Numbers the ids from 0.
     *
     * @param ids one row for each id, in any order; never null, each once
     * @param idColumn the column of the id
     * @param denseColumn the column of the result that holds the number
     * @return idColumn, of its type, and denseColumn (int); the same for any partitioning of ids
     */
    public static Dataset<Row> of(Dataset<Row> ids, String idColumn, String denseColumn) {
        JavaRDD<Row> numbered = ids.select(idColumn)
                .orderBy(functions.col(idColumn).asc())
                .toJavaRDD()
                .zipWithIndex()
                .map(id -> RowFactory.create(id._1().get(0), Math.toIntExact(id._2())));
        DataType idType = ids.schema().apply(idColumn).dataType();
        return ids.sparkSession().createDataFrame(numbered, schema(idColumn, idType, denseColumn));
    }

    private static StructType schema(String idColumn, DataType idType, String denseColumn) {
        List<StructField> fields = List.of(
                DataTypes.createStructField(idColumn, idType, false),
                DataTypes.createStructField(denseColumn, DataTypes.IntegerType, false));
        return DataTypes.createStructType(fields);
    }
}
