package io.nightshift.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.spark.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ContractAuditIT {
    private static final Contract SCORES = Contract.released("scores", "One score")
            .key("user_id", DataTypes.StringType, "The user")
            .key("rank", DataTypes.IntegerType, "From 1")
            .required("score", DataTypes.FloatType, "Any finite number")
            .optional("vector", DataTypes.createArrayType(DataTypes.DoubleType, false), "Numbers")
            .version(1, 0);

    private static Dataset<Row> rows(Row... rows) {
        StructType loose = new StructType()
                .add("user_id", DataTypes.StringType)
                .add("rank", DataTypes.IntegerType)
                .add("score", DataTypes.FloatType)
                .add("vector", DataTypes.createArrayType(DataTypes.DoubleType, false));
        return TestSpark.session().createDataFrame(List.of(rows), loose);
    }

    private static List<String> failures(Dataset<Row> rows) {
        return ContractAudit.of(SCORES, rows).stream()
                .filter(result -> !result.passed())
                .map(result -> result.check() + ": " + result.found())
                .toList();
    }

    @Test
    void passesRowsThatKeepThePromise() {
        assertThat(failures(rows(
                        RowFactory.create("u1", 1, 0.5f, new double[] {1, 2}),
                        RowFactory.create("u1", 2, 0.4f, null),
                        RowFactory.create("u2", 1, 0.5f, new double[0]))))
                .isEmpty();
    }

    @Test
    void passesAnEmptyTable() {
        assertThat(failures(rows())).isEmpty();
    }

    @Test
    void findsAKeyThatComesTwice() {
        assertThat(failures(rows(
                        RowFactory.create("u1", 1, 0.5f, null),
                        RowFactory.create("u1", 1, 0.4f, null),
                        RowFactory.create("u2", 1, 0.5f, null))))
                .containsExactly("unique-key: at most 2 rows of one user_id, rank");
    }

    @Test
    void findsMissingRequiredValues() {
        assertThat(failures(rows(RowFactory.create("u1", null, 0.5f, null), RowFactory.create("u2", 1, null, null))))
                .containsExactly("required-values: 2 rows without a required value");
    }

    @Test
    void findsNumbersThatAreNotFiniteAlsoInsideArrays() {
        assertThat(failures(rows(
                        RowFactory.create("u1", 1, Float.NaN, null),
                        RowFactory.create("u2", 1, Float.NEGATIVE_INFINITY, null),
                        RowFactory.create("u3", 1, 1f, new double[] {1, Double.NaN}))))
                .containsExactly("finite: 3 rows with a number that is not finite");
    }

    @Test
    void findsColumnsOfAnotherType() {
        Dataset<Row> rows = rows().withColumn("score", org.apache.spark.sql.functions.lit(1.0))
                .drop("vector");
        assertThat(failures(rows))
                .containsExactly("schema: column score has type DOUBLE, expected FLOAT; column vector is missing");
    }
}
