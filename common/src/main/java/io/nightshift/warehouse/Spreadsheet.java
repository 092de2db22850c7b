package io.nightshift.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as CSV for people and their spreadsheets. A text that a spreadsheet would take for a formula (it starts with {@code = + - @}, a
 * tab or a carriage return) gets an apostrophe in front, so that a name that a stranger chose cannot run; numbers stay as they are.
 * Arrays and structures become JSON text.
 */
final class Spreadsheet {
    private static final String FORMULA_START = "^[=+\\-@\\t\\r]";

    private Spreadsheet() {}

    /** The rows with the same columns, each a value that CSV can hold. */
    private static Dataset<Row> cells(Dataset<Row> rows) {
        return rows.select(
                Arrays.stream(rows.schema().fields()).map(Spreadsheet::cell).toArray(Column[]::new));
    }

    /** Writes the rows with a header into a folder that does not exist; quotes within quotes are doubled, as RFC 4180 has it. */
    static void write(Dataset<Row> rows, String folder) {
        cells(rows)
                .write()
                .option("header", "true")
                .option("escape", "\"")
                .option("ignoreLeadingWhiteSpace", "false")
                .option("ignoreTrailingWhiteSpace", "false")
                .csv(folder);
    }

    private static Column cell(StructField field) {
        Column value = col("`" + field.name().replace("`", "``") + "`");
        DataType type = field.dataType();
        if (type.equals(DataTypes.StringType)) {
            return harmless(value).as(field.name());
        }
        boolean nested = type instanceof ArrayType || type instanceof StructType || type instanceof MapType;
        return nested ? to_json(value).as(field.name()) : value;
    }

    private static Column harmless(Column text) {
        return when(text.rlike(FORMULA_START), concat(lit("'"), text)).otherwise(text);
    }
}
