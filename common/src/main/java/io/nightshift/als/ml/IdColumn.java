package io.nightshift.als.ml;

import io.nightshift.errors.SettingsException;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** A column of ids: what types it may have. */
record IdColumn(String name, DataType type) {
    /** The column of a schema. */
    static IdColumn of(StructType schema, String name) {
        DataType type = type(schema, name);
        if (!(type instanceof IntegralType || type instanceof StringType)) {
            throw new SettingsException("Cannot use column: " + name + "=" + type.simpleString()
                    + ", expected byte, short, int, long or string ids; cast it");
        }
        return new IdColumn(name, type);
    }

    /** The type of a column that must be there. */
    static DataType type(StructType schema, String name) {
        if (!Arrays.asList(schema.fieldNames()).contains(name)) {
            throw new SettingsException("Cannot find column: " + name + ", expected one of "
                    + String.join(", ", schema.fieldNames()) + "; set userCol, itemCol or ratingCol");
        }
        return schema.apply(name).dataType();
    }

    /** Refuses to compare strings with numbers, which Spark would do by turning text into numbers or nothing. */
    void checkLike(DataType fitted) {
        if (type instanceof StringType != fitted instanceof StringType) {
            throw new SettingsException("Cannot use column: " + name + "=" + type.simpleString()
                    + ", expected ids as fitted, " + fitted.simpleString() + "; cast it");
        }
    }

    /** Whether the ids are numbers that need no index: 32 bits or less. */
    boolean isSmall() {
        return type instanceof IntegralType && !type.equals(DataTypes.LongType);
    }
}
