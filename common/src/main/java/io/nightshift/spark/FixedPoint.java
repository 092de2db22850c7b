package io.nightshift.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Sums of doubles that are the same in any order: each value counts as a whole multiple of 1 / scale, the nearest, ties to even.
 *
 * @param scale units in 1; sums up to 2<sup>63</sup> / scale fit
 */
public record FixedPoint(double scale) {
    /** The sum in units, long; null without a value. */
    public Column units(Column value) {
        // Not round(), which goes through decimal text for every value.
        return sum(rint(value.multiply(lit(scale))).cast(DataTypes.LongType));
    }

    /** The sum, double; null without a value. */
    public Column sumOf(Column value) {
        return units(value).divide(lit(scale));
    }
}
