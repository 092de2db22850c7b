package io.nightshift.jobs.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Figures as text for people: one line for each model, one column for each figure.
 *
 * <pre>
 * protocol all, 2001 users  ndcg@10                   beside popular-28d
 * personal-frequency        0.4066 (0.3931 to 0.4201)            +0.2397
 * popular-28d               0.1669 (0.1601 to 0.1737)
 * </pre>
 */
public final class Leaderboard {
    private static final String GAP = "  ";

    private Leaderboard() {}

    /**
     * The models of one protocol, best first; ties by name.
     *
     * @param figures rows of {@code model_metrics}
     * @param protocol the protocol to show
     * @param metric the metric to show and to order by
     * @param k its list length, 0 without one
     * @return lines without line ends; none when there is no such figure of all users
     */
    public static List<String> lines(List<Figure> figures, String protocol, String metric, int k) {
        List<Figure> shown = figures.stream()
                .filter(f -> f.protocol().equals(protocol) && f.metric().equals(metric) && f.k() == k)
                .filter(f -> f.slice().equals(ModelMetricsTable.SLICE_ALL))
                .sorted((a, b) -> order(metric, a, b))
                .toList();
        if (shown.isEmpty()) {
            return List.of();
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(header(shown, protocol, k > 0 ? metric + "@" + k : metric));
        shown.forEach(figure -> cells.add(line(figure)));
        return aligned(cells);
    }

    private static int order(String metric, Figure a, Figure b) {
        double gain = Direction.of(metric).orElse(Direction.MORE_IS_BETTER).gain(a.value(), b.value());
        return gain != 0 ? (gain > 0 ? -1 : 1) : a.model().compareTo(b.model());
    }

    private static List<String> header(List<Figure> shown, String protocol, String name) {
        String users = shown.stream()
                .map(figure -> figure.users())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        List<String> baselines = shown.stream()
                .flatMap(figure -> figure.baseline().stream())
                .map(Figure.Baseline::model)
                .distinct()
                .toList();
        String beside = baselines.size() == 1 ? "beside " + baselines.get(0) : "beside its baseline";
        return List.of("protocol " + protocol + ", " + users + " users", name, baselines.isEmpty() ? "" : beside);
    }

    private static List<String> line(Figure figure) {
        String interval = figure.interval()
                .map(i -> String.format(Locale.ROOT, " (%.4f to %.4f)", i.low(), i.high()))
                .orElse("");
        String beside = figure.baseline()
                .map(baseline -> String.format(Locale.ROOT, "%+.4f", figure.value() - baseline.value()))
                .orElse("");
        return List.of(figure.model(), String.format(Locale.ROOT, "%.4f", figure.value()) + interval, beside);
    }

    private static List<String> aligned(List<List<String>> cells) {
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
