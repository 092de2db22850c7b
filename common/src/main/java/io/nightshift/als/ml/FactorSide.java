package io.nightshift.als.ml;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One side's vectors.
 *
 * @param rows {@link #ID} (int, long or string), {@link #INDEX} (int, in the order of the ids) and {@link #FEATURES} (array of float)
 */
record FactorSide(Dataset<Row> rows) {
    static final String ID = "id";
    static final String INDEX = "index";
    static final String FEATURES = "features";

    /** Id and vector, as MLlib's models show them. */
    Dataset<Row> factors() {
        return rows.select(ID, FEATURES);
    }

    /** Index and vector, for retrieval. */
    Dataset<Row> vectors() {
        return rows.select(INDEX, FEATURES);
    }

    DataType idType() {
        return rows.schema().apply(ID).dataType();
    }

    /** Whether index and id are the same. */
    boolean isNamedByIndex() {
        return idType().equals(DataTypes.IntegerType);
    }

    /** Those whose id is in a column; each once, unknown ids are left out. */
    FactorSide only(Dataset<?> dataset, String column) {
        IdColumn.of(dataset.schema(), column).checkLike(idType());
        Dataset<Row> wanted = dataset.select(col(column).cast(idType()).as(ID)).distinct();
        return new FactorSide(rows.join(wanted, ID).select(ID, INDEX, FEATURES));
    }
}
