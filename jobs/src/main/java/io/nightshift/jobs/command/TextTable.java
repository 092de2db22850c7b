package io.nightshift.jobs.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A few rows as aligned text for people. */
final class TextTable {
    private static final int WIDEST = 48;

    private TextTable() {}

    /** Prints the rows with their column names; the caller limits them. */
    static void print(PrintWriter out, Dataset<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(rows.columns()));
        rows.takeAsList(100).forEach(row -> lines.add(cells(row)));
        int[] widths = new int[rows.columns().length];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder(" ");
            for (int i = 0; i < widths.length; i++) {
                text.append(' ')
                        .append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 1));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String text = row.isNullAt(i) ? "-" : text(row.get(i));
            cells.add(text.length() > WIDEST ? text.substring(0, WIDEST - 3) + "..." : text);
        }
        return cells;
    }

    static String text(Object value) {
        if (value instanceof Float || value instanceof Double) {
            return String.format(Locale.ROOT, "%.4f", ((Number) value).doubleValue());
        }
        if (value instanceof java.math.BigDecimal money) {
            return money.stripTrailingZeros().toPlainString();
        }
        if (value instanceof scala.collection.Iterable<?> values) {
            return String.join(
                    ", ",
                    scala.jdk.javaapi.CollectionConverters.asJavaCollection(values).stream()
                            .map(TextTable::text)
                            .toList());
        }
        if (value instanceof Row row) {
            return String.join(" ", cells(row));
        }
        return String.valueOf(value);
    }
}
