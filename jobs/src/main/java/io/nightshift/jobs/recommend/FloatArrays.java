package io.nightshift.jobs.recommend;

import org.apache.spark.sql.Row;
import scala.collection.Seq;

/** Vectors out of rows. */
final class FloatArrays {
    private static final float[] NONE = {};

    private FloatArrays() {}

    /** The array of floats at a position; empty when null. */
    static float[] of(Row row, int position) {
        if (row.isNullAt(position)) {
            return NONE;
        }
        return of(row.getSeq(position));
    }

    /** The floats of an array column. */
    static float[] of(Seq<Object> values) {
        float[] vector = new float[values.length()];
        for (int k = 0; k < vector.length; k++) {
            vector[k] = (Float) values.apply(k);
        }
        return vector;
    }
}
