package io.nightshift.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The checks that follow from a contract alone: schema, required values, finite numbers, unique key. */
public final class ContractAudit {
    private static final String ROWS = "rows";
    private static final String MOST_OF_A_KEY = "most_of_a_key";
    private static final String NULLS = "nulls";
    private static final String NOT_FINITE = "not_finite";

    private ContractAudit() {}

    /**
     * Checks rows read back from storage in one job with at most one shuffle (by key). Nullability is what rows hold, since Parquet
     * files do not enforce it.
     */
    public static List<Audit> of(Contract contract, Dataset<Row> stored) {
        List<Audit> results = new ArrayList<>();
        List<String> differences = contract.differences(stored.schema());
        results.add(new Audit(
                contract.table(),
                "schema",
                differences.isEmpty(),
                differences.isEmpty() ? "as declared" : String.join("; ", differences)));
        if (!differences.isEmpty()) {
            return results;
        }
        Row found = violations(contract, stored);
        long nulls = found.<Long>getAs(NULLS);
        long notFinite = found.<Long>getAs(NOT_FINITE);
        results.add(
                new Audit(contract.table(), "required-values", nulls == 0, nulls + " rows without a required value"));
        results.add(new Audit(
                contract.table(), "finite", notFinite == 0, notFinite + " rows with a number that is not finite"));
        if (!contract.key().isEmpty()) {
            long most = found.<Long>getAs(MOST_OF_A_KEY);
            results.add(new Audit(
                    contract.table(),
                    "unique-key",
                    most <= 1,
                    "at most " + most + " rows of one " + String.join(", ", contract.key())));
        }
        return results;
    }

    private static Row violations(Contract contract, Dataset<Row> stored) {
        Column nullRequired = lit(false);
        Column notFinite = lit(false);
        for (io.nightshift.contract.Column column : contract.columns()) {
            if (!column.nullable()) {
                nullRequired = nullRequired.or(col(column.name()).isNull());
            }
            notFinite = notFinite.or(coalesce(notFinite(col(column.name()), column.type()), lit(false)));
        }
        Column[] key =
                contract.key().stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
        Dataset<Row> marked = stored.withColumn(NULLS, nullRequired).withColumn(NOT_FINITE, notFinite);
        Column rows = count(lit(1)).as(ROWS);
        Column nulls = sum(when(col(NULLS), 1L).otherwise(0L)).as(NULLS);
        Column strange = sum(when(col(NOT_FINITE), 1L).otherwise(0L)).as(NOT_FINITE);
        Dataset<Row> counted = key.length == 0
                ? marked.agg(rows, nulls, strange)
                : marked.groupBy(key).agg(rows, nulls, strange);
        return counted.agg(
                        coalesce(max(ROWS), lit(0L)).as(MOST_OF_A_KEY),
                        coalesce(sum(NULLS), lit(0L)).as(NULLS),
                        coalesce(sum(NOT_FINITE), lit(0L)).as(NOT_FINITE))
                .first();
    }

    /** Null where the value is null. */
    private static Column notFinite(Column value, DataType type) {
        if (type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType)) {
            return isnan(value).or(org.apache.spark.sql.functions.abs(value).equalTo(lit(Double.POSITIVE_INFINITY)));
        }
        if (type instanceof ArrayType array && isFloating(array.elementType())) {
            return exists(value, element -> notFinite(element, array.elementType()));
        }
        return lit(false);
    }

    private static boolean isFloating(DataType type) {
        return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
    }
}
