package io.nightshift.jobs.evaluate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The figures of one metric under one protocol and after one cut as text for people, best model first, ties by name.
 *
 * <pre>
 * protocol all after 2017-11-30, 2001 users  ndcg@10                   beside popular-28d
 * personal-frequency                         0.4066 (0.3931 to 0.4201)            +0.2397
 * popular-28d                                0.1669 (0.1601 to 0.1737)
 * </pre>
 */
public final class Leaderboard {
    private final String protocol;
    private final LocalDate cut;
    private final String metric;
    private final int k;
    private final List<Figure> figures;

    private Leaderboard(List<Figure> figures) {
        Figure any = figures.get(0);
        this.protocol = any.protocol();
        this.cut = any.cut();
        this.metric = any.metric();
        this.k = any.k();
        this.figures = figures;
    }

    /**
     * The leaderboards, one for each cut that has such figures, the newest first.
     *
     * @param figures rows of {@code model_metrics}
     * @param protocol the protocol to show
     * @param metric the metric to show and to order by
     * @param k its list length, 0 without one
     */
    public static List<Leaderboard> of(List<Figure> figures, String protocol, String metric, int k) {
        Map<LocalDate, List<Figure>> byCut = figures.stream()
                .filter(f -> f.protocol().equals(protocol) && f.metric().equals(metric) && f.k() == k)
                .collect(Collectors.groupingBy(
                        Figure::cut, () -> new TreeMap<>(Comparator.reverseOrder()), Collectors.toList()));
        return byCut.values().stream()
                .filter(ofCut -> ofCut.stream().anyMatch(Leaderboard::isOfAll))
                .map(Leaderboard::new)
                .toList();
    }

    /** One line for each model with its figure over all users, its 95 % interval and its distance from the baseline. */
    public List<String> lines() {
        List<Figure> shown = best();
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(title() + ", " + users(shown) + " users", name(), baselines(shown)));
        shown.forEach(figure -> cells.add(line(figure)));
        return AlignedText.lines(cells);
    }

    /** One line for each part of the users with its figures of every model, in the order of the leaderboard. */
    public List<String> bySlice() {
        List<String> models = best().stream().map(Figure::model).toList();
        Map<String, Map<String, Figure>> bySlice = new TreeMap<>();
        figures.forEach(figure -> bySlice.computeIfAbsent(figure.slice(), slice -> new LinkedHashMap<>())
                .put(figure.model(), figure));
        List<List<String>> cells = new ArrayList<>();
        cells.add(row(title() + ", " + name(), "users", models, Function.identity()));
        bySlice.forEach((slice, ofSlice) -> cells.add(row(
                slice,
                users(List.copyOf(ofSlice.values())),
                models,
                model -> ofSlice.containsKey(model) ? number(ofSlice.get(model).value()) : "-")));
        return AlignedText.lines(cells);
    }

    /**
     * One line for each other model with what the best has more than it, user by user.
     *
     * @param comparisons rows of {@code model_comparisons}
     * @return no lines when the best is compared with no other
     */
    public List<String> ofBest(List<Comparison> comparisons) {
        List<Figure> shown = best();
        String best = shown.get(0).model();
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(best + " less", "difference", "standard error"));
        for (Figure other : shown) {
            comparisons.stream()
                    .filter(c -> c.model().equals(best) && c.other().equals(other.model()))
                    .filter(c -> c.protocol().equals(protocol) && c.cut().equals(cut))
                    .filter(c -> c.metric().equals(metric) && c.k() == k)
                    .forEach(c -> cells.add(line(c)));
        }
        return cells.size() == 1 ? List.of() : AlignedText.lines(cells);
    }

    private List<Figure> best() {
        return figures.stream().filter(Leaderboard::isOfAll).sorted(this::order).toList();
    }

    private static boolean isOfAll(Figure figure) {
        return figure.slice().equals(ModelMetricsTable.SLICE_ALL);
    }

    private int order(Figure a, Figure b) {
        double gain = Direction.of(metric).orElse(Direction.MORE_IS_BETTER).gain(a.value(), b.value());
        return gain != 0 ? (gain > 0 ? -1 : 1) : a.model().compareTo(b.model());
    }

    private String title() {
        return "protocol " + protocol + " after " + cut;
    }

    private String name() {
        return k > 0 ? metric + "@" + k : metric;
    }

    private static String users(List<Figure> shown) {
        return shown.stream()
                .map(Figure::users)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static String baselines(List<Figure> shown) {
        List<String> names = shown.stream()
                .flatMap(figure -> figure.baseline().stream())
                .map(Figure.Baseline::model)
                .distinct()
                .toList();
        return switch (names.size()) {
            case 0 -> "";
            case 1 -> "beside " + names.get(0);
            default -> "beside its baseline";
        };
    }

    private static List<String> line(Figure figure) {
        String beside = figure.baseline()
                .map(baseline -> signed(figure.value() - baseline.value()))
                .orElse("");
        return List.of(
                figure.model(),
                number(figure.value())
                        + figure.interval().map(Leaderboard::range).orElse(""),
                beside);
    }

    private static List<String> line(Comparison comparison) {
        String range =
                comparison.spread().map(spread -> range(spread.interval())).orElse("");
        return List.of(
                comparison.other(),
                signed(comparison.difference()) + range,
                comparison
                        .spread()
                        .map(spread -> number(spread.standardError()))
                        .orElse(""));
    }

    private static List<String> row(String name, String users, List<String> models, Function<String, String> cell) {
        List<String> row = new ArrayList<>(List.of(name, users));
        models.forEach(model -> row.add(cell.apply(model)));
        return row;
    }

    private static String range(Figure.Interval interval) {
        return String.format(Locale.ROOT, " (%.4f to %.4f)", interval.low(), interval.high());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
