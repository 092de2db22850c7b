package io.nightshift.jobs.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cells as lines of text: the first columns to the left, the last to the right. */
final class AlignedText {
    private static final String GAP = "  ";

    private AlignedText() {}

    /** One line for each row, without line ends; every row has as many cells as the first. */
    static List<String> lines(List<List<String>> cells) {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(cells.get(0).size(), 0));
        cells.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        });
        return cells.stream().map(row -> padded(row, widths)).toList();
    }

    private static String padded(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String space = " ".repeat(widths.get(i) - row.get(i).length());
            boolean right = i == row.size() - 1;
            line.append(i == 0 ? "" : GAP).append(right ? space + row.get(i) : row.get(i) + space);
        }
        return line.toString().stripTrailing();
    }
}
