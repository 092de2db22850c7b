package io.nightshift.jobs.propensity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a user's features become the columns of a model. A number x takes a column sign(x) ln(1 + |x|), and if it can be missing
 * (NaN; the first is then 0) one that says so. A category takes a column for each known level and one for missing; an unknown level is all zeros.
 *
 * @param numbers the numeric features
 * @param categories the categorical features
 */
record Encoding(List<Numeric> numbers, List<Levels> categories) implements Serializable {
    /** The level of a numeric feature's first column. */
    static final String VALUE = "value";

    /** The level of the column that is 1 for a missing value, and how a missing value is shown. */
    static final String MISSING = "missing";

    /**
     * A numeric feature.
     *
     * @param name of the feature
     * @param optional whether it can be missing
     */
    record Numeric(String name, boolean optional) implements Serializable {}

    /**
     * A categorical feature.
     *
     * @param name of the feature
     * @param values with a column of their own, at least none
     */
    record Levels(String name, List<String> values) implements Serializable {}

    /**
     * One column of the model.
     *
     * @param feature the index of its feature: numbers first, then categories
     * @param level {@link #VALUE}, {@link #MISSING}, or = and the category's value
     */
    record EncodedColumn(int feature, String level) implements Serializable {}

    Encoding {
        numbers = List.copyOf(numbers);
        categories = List.copyOf(categories);
    }

    /** The columns in order. */
    List<EncodedColumn> columns() {
        List<EncodedColumn> columns = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            columns.add(new EncodedColumn(i, VALUE));
            if (numbers.get(i).optional()) {
                columns.add(new EncodedColumn(i, MISSING));
            }
        }
        for (int i = 0; i < categories.size(); i++) {
            for (String value : categories.get(i).values()) {
                columns.add(new EncodedColumn(numbers.size() + i, "=" + value));
            }
            columns.add(new EncodedColumn(numbers.size() + i, MISSING));
        }
        return columns;
    }

    /** The number of columns. */
    int width() {
        return numbers.size()
                + (int) numbers.stream().filter(Numeric::optional).count()
                + categories.stream().mapToInt(c -> c.values().size() + 1).sum();
    }

    /** The name of a feature by its index. */
    String feature(int index) {
        return index < numbers.size()
                ? numbers.get(index).name()
                : categories.get(index - numbers.size()).name();
    }

    /**
     * The columns of one row.
     *
     * @param row as many numbers and categories as this encoding has
     */
    double[] encode(FeatureRow row) {
        double[] columns = new double[width()];
        int at = 0;
        for (int i = 0; i < numbers.size(); i++) {
            double x = row.numbers()[i];
            columns[at++] = Double.isNaN(x) ? 0 : Math.copySign(StrictMath.log1p(Math.abs(x)), x);
            if (numbers.get(i).optional()) {
                columns[at++] = Double.isNaN(x) ? 1 : 0;
            }
        }
        for (int i = 0; i < categories.size(); i++) {
            List<String> values = categories.get(i).values();
            String value = row.categories().get(i);
            int level = value.isEmpty() ? values.size() : values.indexOf(value);
            if (level >= 0) {
                columns[at + level] = 1;
            }
            at += values.size() + 1;
        }
        return columns;
    }

    /**
     * A user's features as of a date.
     *
     * @param numbers NaN when missing
     * @param categories empty text when missing
     */
    record FeatureRow(double[] numbers, List<String> categories) {
        /** A feature's value as a person reads it: whole numbers without decimals, others with four digits at most. */
        String shown(int feature) {
            if (feature >= numbers.length) {
                String value = categories.get(feature - numbers.length);
                return value.isEmpty() ? MISSING : value;
            }
            double x = numbers[feature];
            return Double.isNaN(x)
                    ? MISSING
                    : new java.math.BigDecimal(x)
                            .setScale(4, java.math.RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString();
        }
    }
}
