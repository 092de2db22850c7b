package io.nightshift.jobs.tune;

import io.nightshift.config.SettingsNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The values of one setting: a list of them, or an interval of numbers.
 *
 * @param key the setting's path below {@code nightshift}
 * @param values what it may be, as written in settings; empty with an interval
 * @param interval where it may lie; empty with values
 */
public record TuneRange(String key, List<String> values, Optional<Interval> interval) {
    private static final List<String> TUNABLE = List.of("interactions.", "recommend.");

    /** Numbers are rounded to so many digits, so that a result can be read and typed. */
    private static final MathContext DIGITS = new MathContext(4);

    /** How an interval is divided. */
    public enum Scale {
        /** Equal differences are alike. */
        LINEAR,
        /** Equal ratios are alike. */
        LOG
    }

    /**
     * An interval of numbers.
     *
     * @param from the least
     * @param to the most
     * @param scale what counts as evenly
     * @param steps how many values a grid takes from it, both ends included
     * @param whole whether only whole numbers are meant
     */
    public record Interval(double from, double to, Scale scale, int steps, boolean whole) {
        private double at(double share) {
            double value = scale == Scale.LOG ? from * Math.pow(to / from, share) : from + (to - from) * share;
            return Math.max(from, Math.min(to, value));
        }

        private String text(double share) {
            BigDecimal value = whole ? new BigDecimal(Math.rint(at(share))) : new BigDecimal(at(share)).round(DIGITS);
            return value.stripTrailingZeros().toPlainString();
        }
    }

    public TuneRange {
        values = List.copyOf(values);
    }

    static TuneRange read(SettingsNode node) {
        String key = node.text("key");
        if (TUNABLE.stream().noneMatch(key::startsWith)) {
            node.problem(
                    "key", key, "a setting below one of " + TUNABLE, "only what the backtest depends on can be tuned");
        }
        List<String> values = node.has("values") ? node.texts("values") : List.of();
        Optional<Interval> interval =
                node.has("from") || node.has("to") ? Optional.of(interval(node)) : Optional.empty();
        if (values.isEmpty() == interval.isEmpty()) {
            node.problem("key", key, "either values or from and to", "give one of them");
        }
        return new TuneRange(key, values, interval);
    }

    private static Interval interval(SettingsNode node) {
        double from = node.number("from", -1e12, 1e12);
        double to = node.number("to", from, 1e12);
        Scale scale = node.has("scale") ? node.oneOf("scale", Scale.class) : Scale.LINEAR;
        if (scale == Scale.LOG && from <= 0) {
            node.problem("from", from, "above 0 with scale log", "raise it, or use scale linear");
        }
        return new Interval(
                from,
                to,
                scale,
                node.has("steps") ? node.integer("steps", 2, 1000) : 3,
                node.has("whole") && node.flag("whole"));
    }

    /** The value at a share of the range, from 0 to below 1. */
    String at(double share) {
        return interval.map(inside -> inside.text(share)).orElseGet(() -> values.get((int) (share * values.size())));
    }

    /** The values that a grid tries, each once. */
    List<String> grid() {
        return interval.map(inside -> IntStream.range(0, inside.steps())
                        .mapToObj(step -> inside.text(step / (inside.steps() - 1.0)))
                        .distinct()
                        .toList())
                .orElse(values);
    }
}
