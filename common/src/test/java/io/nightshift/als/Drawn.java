package io.nightshift.als;

import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small interactions and their vectors, for tests. */
final class Drawn {
    static final StructType SCHEMA = new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.IntegerType)
            .add("weight", DataTypes.DoubleType);

    private Drawn() {}

    /** Users 0 to 59, items below 40, weights 1 to 7, pairs once; neighbouring users like neighbouring items. */
    static Dataset<Row> interactions() {
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < 60; user++) {
            for (int k = 0; k < 8; k++) {
                rows.add(RowFactory.create(user, (user / 2 + k * (k + user % 3)) % 40, 1.0 + (user * k) % 7));
            }
        }
        return TestSpark.session().createDataFrame(rows, SCHEMA).dropDuplicates("user", "item");
    }

    static Dataset<Row> of(Row... rows) {
        return TestSpark.session().createDataFrame(List.of(rows), SCHEMA);
    }

    /** Ids from 0, one vector each. */
    static Dataset<Row> factors(float[]... vectors) {
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < vectors.length; id++) {
            rows.add(RowFactory.create(id, vectors[id]));
        }
        return TestSpark.session()
                .createDataFrame(
                        rows,
                        new StructType()
                                .add("id", DataTypes.IntegerType)
                                .add("factor", DataTypes.createArrayType(DataTypes.FloatType)));
    }

    static Map<Integer, List<Float>> vectors(Dataset<Row> side) {
        Map<Integer, List<Float>> vectors = new TreeMap<>();
        for (Row row : (Row[]) side.collect()) {
            vectors.put(row.getInt(0), row.getList(1));
        }
        return vectors;
    }

    static double dot(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int k = 0; k < a.size(); k++) {
            sum += (double) a.get(k) * b.get(k);
        }
        return sum;
    }
}
