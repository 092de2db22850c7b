package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.ByteType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.sql.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * All that is known of each user, gathered in one shuffle: rows of {@link #SCHEMA} by user, in the order of the key.
 *
 * <ol>
 *   <li>heads: (key, user_id, factor), a row for each user of the audience, key = user x 2<sup>32</sup>
 *   <li>pairs: (key, weight, ..., flags), key = user x 2<sup>32</sup> + item + 1
 *   <li>what was found for each user as a whole: (key, suggested), key as that of a pair
 *   <li>what was taken afterwards, for labels: (key) alone, as that of a pair
 * </ol>
 */
final class GatheredRows {
    private static final String KEY = "key";
    private static final String SINCE_FIRST = "since_first";
    private static final String SINCE_LAST = "since_last";
    private static final String SINCE_ANY = "since_any";
    private static final String FLAGS = "flags";
    private static final String SUGGESTED = "suggested";

    static final StructType SCHEMA = new StructType()
            .add(KEY, LongType, false)
            .add(UserIndexTable.USER_ID, StringType, true)
            .add(Factors.FACTOR, DataTypes.createArrayType(FloatType), true)
            .add(InteractionsTable.WEIGHT, FloatType, true)
            .add(InteractionsTable.FREQUENCY, FloatType, true)
            .add(InteractionsTable.FREQUENCY_QUARTER, FloatType, true)
            .add(InteractionsTable.FREQUENCY_HALF, FloatType, true)
            .add(InteractionsTable.FREQUENCY_DOUBLE, FloatType, true)
            .add(InteractionsTable.CONVERSIONS, IntegerType, true)
            .add(SINCE_FIRST, IntegerType, true)
            .add(SINCE_LAST, IntegerType, true)
            .add(SINCE_ANY, IntegerType, true)
            .add(FLAGS, ByteType, true)
            .add(SUGGESTED, FloatType, true);

    private GatheredRows() {}

    /** The audience with its pairs and what was found for it. */
    static Dataset<Row> of(ListInputs inputs) {
        return byUser(known(inputs));
    }

    /**
     * The audience with its pairs, what was found for it, and what it took after the as-of date.
     *
     * @param taken user and item, each pair once
     */
    static Dataset<Row> of(ListInputs inputs, Dataset<Row> taken) {
        return byUser(known(inputs).unionByName(rows(taken, Map.of(KEY, pairKey()))));
    }

    private static Dataset<Row> known(ListInputs inputs) {
        Dataset<Row> known = heads(inputs).unionByName(pairs(inputs));
        return inputs.suggestions()
                .map(found -> known.unionByName(
                        rows(found, Map.of(KEY, pairKey(), SUGGESTED, col(EarlierSuggestionsTable.SCORE)))))
                .orElse(known);
    }

    private static Dataset<Row> byUser(Dataset<Row> rows) {
        return rows.repartition(shiftright(col(KEY), 32)).sortWithinPartitions(KEY);
    }

    private static Dataset<Row> heads(ListInputs inputs) {
        Dataset<Row> withVectors =
                inputs.audience().join(inputs.factors().users(), new String[] {UserIndexTable.USER}, "left");
        return rows(
                withVectors,
                Map.of(
                        KEY,
                        keyOf(col(UserIndexTable.USER)),
                        UserIndexTable.USER_ID,
                        col(UserIndexTable.USER_ID),
                        Factors.FACTOR,
                        col(Factors.FACTOR)));
    }

    private static Dataset<Row> pairs(ListInputs inputs) {
        Column asOf = lit(Date.valueOf(inputs.asOf()));
        Column hidden = when(col(InteractionsTable.HIDDEN_UNTIL).gt(asOf), lit(UserHistory.HIDDEN))
                .otherwise(lit(0));
        Column converted = when(col(InteractionsTable.LAST_CONVERSION).isNotNull(), lit(UserHistory.CONVERTED))
                .otherwise(lit(0));
        Map<String, Column> values = new LinkedHashMap<>();
        values.put(KEY, pairKey());
        for (String copied : new String[] {
            InteractionsTable.WEIGHT,
            InteractionsTable.FREQUENCY,
            InteractionsTable.FREQUENCY_QUARTER,
            InteractionsTable.FREQUENCY_HALF,
            InteractionsTable.FREQUENCY_DOUBLE,
            InteractionsTable.CONVERSIONS
        }) {
            values.put(copied, col(copied));
        }
        values.put(SINCE_FIRST, since(asOf, InteractionsTable.FIRST_CONVERSION));
        values.put(SINCE_LAST, since(asOf, InteractionsTable.LAST_CONVERSION));
        values.put(SINCE_ANY, since(asOf, InteractionsTable.LAST_DATE));
        values.put(FLAGS, hidden.plus(converted));
        return rows(inputs.pairs(), values);
    }

    private static Column since(Column asOf, String day) {
        return coalesce(datediff(asOf, col(day)), lit(0));
    }

    private static Column pairKey() {
        return keyOf(col(InteractionsTable.USER))
                .plus(col(InteractionsTable.ITEM))
                .plus(1);
    }

    private static Column keyOf(Column user) {
        return shiftleft(user.cast(LongType), 32);
    }

    /** Rows of the schema with some values, the others null. */
    private static Dataset<Row> rows(Dataset<Row> from, Map<String, Column> values) {
        Column[] columns = new Column[SCHEMA.length()];
        for (int i = 0; i < columns.length; i++) {
            StructField field = SCHEMA.fields()[i];
            DataType type = field.dataType();
            columns[i] = values.getOrDefault(field.name(), lit(null)).cast(type).as(field.name());
        }
        return from.select(columns);
    }
}
