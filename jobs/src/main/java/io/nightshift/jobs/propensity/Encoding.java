package io.nightshift.jobs.propensity;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * How a user's features become the columns of a model. A number x takes a column sign(x) ln(1 + |x|), and if it can be missing (NaN;
 * the first is then 0) one that says so. A category takes a column for each known level and one for missing; an unknown level is all
 * zeros. Features are counted numbers first, then categories, then the target's own numbers; all targets share the columns of the
 * first two.
 *
 * @param numbers the numeric features that all targets share
 * @param categories the categorical features
 * @param targetNumbers the numeric features of one target
 */
record Encoding(List<Numeric> numbers, List<Levels> categories, List<Numeric> targetNumbers) implements Serializable {
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
     * @param feature the index of its feature
     * @param level {@link #VALUE}, {@link #MISSING}, or = and the category's value
     */
    record EncodedColumn(int feature, String level) implements Serializable {}

    Encoding {
        numbers = List.copyOf(numbers);
        categories = List.copyOf(categories);
        targetNumbers = List.copyOf(targetNumbers);
    }

    /** The columns in order, the shared ones first. */
    List<EncodedColumn> columns() {
        List<EncodedColumn> columns = new ArrayList<>();
        addColumns(numbers, 0, columns);
        for (int i = 0; i < categories.size(); i++) {
            for (String value : categories.get(i).values()) {
                columns.add(new EncodedColumn(numbers.size() + i, "=" + value));
            }
            columns.add(new EncodedColumn(numbers.size() + i, MISSING));
        }
        addColumns(targetNumbers, numbers.size() + categories.size(), columns);
        return columns;
    }

    private static void addColumns(List<Numeric> numbers, int firstFeature, List<EncodedColumn> columns) {
        for (int i = 0; i < numbers.size(); i++) {
            columns.add(new EncodedColumn(firstFeature + i, VALUE));
            if (numbers.get(i).optional()) {
                columns.add(new EncodedColumn(firstFeature + i, MISSING));
            }
        }
    }

    /** The number of columns that all targets share. */
    int sharedWidth() {
        return width(numbers)
                + categories.stream().mapToInt(c -> c.values().size() + 1).sum();
    }

    /** The number of columns. */
    int width() {
        return sharedWidth() + width(targetNumbers);
    }

    private static int width(List<Numeric> numbers) {
        return numbers.size() + (int) numbers.stream().filter(Numeric::optional).count();
    }

    /** How many features there are. */
    int features() {
        return numbers.size() + categories.size() + targetNumbers.size();
    }

    /** The name of a feature by its index. */
    String feature(int index) {
        if (index < numbers.size()) {
            return numbers.get(index).name();
        }
        int category = index - numbers.size();
        return category < categories.size()
                ? categories.get(category).name()
                : targetNumbers.get(category - categories.size()).name();
    }

    /** All columns of one row. */
    double[] encode(FeatureRow row) {
        double[] columns = new double[width()];
        encodeShared(row, columns, 0);
        encodeTarget(row, columns, sharedWidth());
        return columns;
    }

    /** Writes the shared columns of a row, {@link #sharedWidth()} of them. */
    void encodeShared(FeatureRow row, double[] columns, int at) {
        int next = encode(numbers, row.numbers(), columns, at);
        for (int i = 0; i < categories.size(); i++) {
            List<String> values = categories.get(i).values();
            String value = row.categories().get(i);
            int level = value.isEmpty() ? values.size() : values.indexOf(value);
            if (level >= 0) {
                columns[next + level] = 1;
            }
            next += values.size() + 1;
        }
    }

    /** Writes the target's own columns of a row. */
    void encodeTarget(FeatureRow row, double[] columns, int at) {
        encode(targetNumbers, row.targetNumbers(), columns, at);
    }

    private static int encode(List<Numeric> numbers, double[] values, double[] columns, int at) {
        int next = at;
        for (int i = 0; i < numbers.size(); i++) {
            double x = values[i];
            columns[next++] = Double.isNaN(x) ? 0 : Math.copySign(StrictMath.log1p(Math.abs(x)), x);
            if (numbers.get(i).optional()) {
                columns[next++] = Double.isNaN(x) ? 1 : 0;
            }
        }
        return next;
    }

    /**
     * A user's features as of a date.
     *
     * @param numbers NaN when missing
     * @param categories empty text when missing
     * @param targetNumbers NaN when missing
     */
    record FeatureRow(double[] numbers, List<String> categories, double[] targetNumbers) {
        /** A feature's value as a person reads it: whole numbers without decimals, others with four digits at most. */
        String shown(int feature) {
            int category = feature - numbers.length;
            if (category >= 0 && category < categories.size()) {
                String value = categories.get(category);
                return value.isEmpty() ? MISSING : value;
            }
            double x = category < 0 ? numbers[feature] : targetNumbers[category - categories.size()];
            return Double.isNaN(x)
                    ? MISSING
                    : new BigDecimal(x)
                            .setScale(4, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString();
        }
    }
}
