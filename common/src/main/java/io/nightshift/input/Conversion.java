package io.nightshift.input;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.nightshift.input.Converted.Problem;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.MakeDecimal;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Converts a value of a source to its canonical type. Surrounding blanks are no part of a value and an empty text is no value; a
 * value that is there and does not convert is a problem of the row, never a null. Text and zoneless times are read in the zone of
 * the session that analyses the conversion.
 */
final class Conversion {
    static final int LONGEST_ID = 256;
    static final int LONGEST_TEXT = 20_000;
    static final double LARGEST_NUMBER = 1e12;
    private static final double LARGEST_WHOLE_DOUBLE = 9_007_199_254_740_992.0;
    private static final String UNDECODABLE = "\uFFFD";

    private Conversion() {}

    /**
     * The conversion of {@code value}, or nothing when no value of that type can be of the kind.
     *
     * @param zone where an instant's day is cut, for {@link FieldKind#DAY}
     */
    static Optional<Converted> of(FieldKind kind, Column value, DataType type, String zone) {
        if (type instanceof NullType) {
            return Optional.of(new Converted(value.cast(storedType(kind)), List.of()));
        }
        return Optional.ofNullable(
                switch (kind) {
                    case ID -> id(value, type);
                    case TEXT -> isPlain(type) ? text(value.cast("string"), LONGEST_TEXT) : null;
                    case TIME -> time(value, type);
                    case DAY -> day(value, type, zone);
                    case DECIMAL -> decimal(value, type);
                    case NUMBER -> number(value, type);
                    case FLAG -> flag(value, type);
                });
    }

    /** What a value of the kind is stored as. */
    static DataType storedType(FieldKind kind) {
        return switch (kind) {
            case ID, TEXT -> DataTypes.StringType;
            case TIME -> DataTypes.TimestampType;
            case DAY -> DataTypes.DateType;
            case DECIMAL -> DataTypes.createDecimalType(18, 4);
            case NUMBER -> DataTypes.DoubleType;
            case FLAG -> DataTypes.BooleanType;
        };
    }

    private static Converted id(Column value, DataType type) {
        if (type instanceof StringType) {
            // Tools that hold ids as floats because some are missing write 12345.0 for 12345.
            Column whole = value.endsWith(lit(".0")).and(value.rlike("^\\s*-?[0-9]+\\.0\\s*$"));
            return text(when(whole, substring_index(value, ".", 1)).otherwise(value), LONGEST_ID);
        }
        if (type instanceof IntegralType) {
            return new Converted(value.cast("string"), List.of());
        }
        if (type instanceof DoubleType || type instanceof FloatType) {
            Column number = value.cast("double");
            Column whole = rint(number).equalTo(number).and(abs(number).leq(lit(LARGEST_WHOLE_DOUBLE)));
            return checked(
                    value,
                    when(
                            whole.and(isnan(number).unary_$bang()),
                            number.cast("bigint").cast("string")));
        }
        if (type instanceof DecimalType) {
            Column whole = value.cast("decimal(38,0)");
            return checked(value, when(whole.equalTo(value), whole.cast("string")));
        }
        return null;
    }

    private static Converted text(Column value, int longest) {
        Column trimmed = trim(value);
        Column present = when(length(trimmed).gt(0), trimmed);
        return new Converted(
                present,
                List.of(
                        new Problem("long", isTrue(length(trimmed).gt(longest))),
                        new Problem("bad", isTrue(trimmed.contains(UNDECODABLE)))));
    }

    private static Converted time(Column value, DataType type) {
        if (type instanceof TimestampType) {
            return new Converted(value, List.of());
        }
        if (type instanceof TimestampNTZType || type instanceof DateType) {
            return checked(value, value.cast("timestamp"));
        }
        if (type instanceof StringType) {
            Column trimmed = present(value);
            return checked(trimmed, when(startsWithDay(trimmed), trimmed.cast("timestamp")));
        }
        return null;
    }

    private static Converted day(Column value, DataType type, String zone) {
        if (type instanceof DateType) {
            return new Converted(value, List.of());
        }
        if (type instanceof TimestampType) {
            return new Converted(localDay(value, zone), List.of());
        }
        if (type instanceof TimestampNTZType) {
            return new Converted(localDay(value.cast("timestamp"), zone), List.of());
        }
        if (type instanceof StringType) {
            Column trimmed = present(value);
            Column day = when(length(trimmed).equalTo(10), trimmed.cast("date"))
                    .otherwise(localDay(trimmed.cast("timestamp"), zone));
            return checked(trimmed, when(startsWithDay(trimmed), day));
        }
        return null;
    }

    /** The day of an instant in a zone, whatever the session's own zone. */
    private static Column localDay(Column instant, String zone) {
        return org.apache
                .spark
                .sql
                .functions
                .convert_timezone(lit(zone), instant.cast("timestamp_ntz"))
                .cast("date");
    }

    /** Spark would read 12:30 as a time of today, and 20170101 as a year. */
    private static Column startsWithDay(Column text) {
        return substring(text, 5, 1).equalTo("-");
    }

    private static Converted decimal(Column value, DataType type) {
        DataType stored = storedType(FieldKind.DECIMAL);
        if (type instanceof StringType) {
            Column present = present(value);
            return checked(present, present.cast(stored));
        }
        if (type instanceof DoubleType) {
            return finite(value, type, decimalOf(value));
        }
        return type instanceof NumericType ? finite(value, type, value.cast(stored)) : null;
    }

    /**
     * A double as decimal(18,4). Spark's cast goes through the decimal digits of the double, which is most of the time that reading
     * money takes; a number of at most four decimals and twelve digits before them is the same when scaled and rounded.
     */
    private static Column decimalOf(Column value) {
        Column scaled = value.multiply(10_000.0);
        Column whole = rint(scaled);
        Column isExact = abs(scaled.minus(whole)).lt(1e-4).and(abs(whole).lt(1e12));
        Column made =
                ExpressionUtils.column(new MakeDecimal(ExpressionUtils.expression(whole.cast("bigint")), 18, 4, true));
        return when(isExact, made).otherwise(value.cast(storedType(FieldKind.DECIMAL)));
    }

    private static Converted number(Column value, DataType type) {
        Column present = type instanceof StringType ? present(value) : value;
        if (!(type instanceof StringType || type instanceof NumericType)) {
            return null;
        }
        Column number = present.cast("double");
        Column isInRange =
                abs(number).leq(lit(LARGEST_NUMBER)).and(isnan(number).unary_$bang());
        return finite(present, DataTypes.DoubleType, when(isInRange, number));
    }

    private static Converted flag(Column value, DataType type) {
        if (type instanceof BooleanType) {
            return new Converted(value, List.of());
        }
        if (type instanceof NumericType) {
            return checked(value, when(value.isin(0, 1), value.equalTo(1)));
        }
        return type instanceof StringType
                ? checked(present(value), lower(present(value)).cast("boolean"))
                : null;
    }

    private static Converted finite(Column value, DataType type, Column converted) {
        if (!(type instanceof DoubleType || type instanceof FloatType)) {
            return checked(value, converted);
        }
        Column number = value.cast("double");
        Column nonFinite = isnan(number).or(abs(number).equalTo(lit(Double.POSITIVE_INFINITY)));
        Converted checked = checked(value, converted);
        return new Converted(
                converted,
                List.of(
                        new Problem("non-finite", isTrue(nonFinite)),
                        checked.problems().get(0)));
    }

    private static Converted checked(Column value, Column converted) {
        return new Converted(
                converted, List.of(new Problem("bad", value.isNotNull().and(converted.isNull()))));
    }

    private static Column present(Column text) {
        Column trimmed = trim(text);
        return when(length(trimmed).gt(0), trimmed);
    }

    private static Column isTrue(Column condition) {
        return coalesce(condition, lit(false));
    }

    private static boolean isPlain(DataType type) {
        return type instanceof StringType
                || type instanceof NumericType
                || type instanceof BooleanType
                || type instanceof DateType
                || type instanceof TimestampType;
    }
}
