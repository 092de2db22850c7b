package io.nightshift.jobs.evaluate;

import io.nightshift.jobs.evaluate.GateSettings.Check;
import java.util.Locale;
import java.util.Optional;

/**
 * What the gate says about one figure.
 *
 * @param check the figure's name, such as {@code blend all ndcg@10}
 * @param outcome whether it passed
 * @param figure the figure; empty when there is none tonight
 */
public record Verdict(String check, Outcome outcome, Optional<Figure> figure) {
    /** The three things that a gate can say. */
    public enum Outcome {
        /** Not worse than the baseline by more than the interval. */
        PASSED,
        /** Worse than that: the release is kept back. */
        FAILED,
        /** There is no figure, or nothing to compare it with. */
        UNMEASURED
    }

    /** Whether the release may go on as far as this figure is concerned. */
    public boolean passed() {
        return outcome != Outcome.FAILED;
    }

    /** One sentence for the report and the error message. */
    public String sentence() {
        return figure.map(this::compared).orElse(check + " was not measured");
    }

    private String compared(Figure measured) {
        String value = check + " is " + number(measured.value())
                + measured.interval()
                        .map(i -> " (95 % interval " + number(i.low()) + " to " + number(i.high()) + ")")
                        .orElse("")
                + " for " + measured.users() + " users";
        return measured.baseline()
                .map(baseline -> value + (passed() ? ", against " : ", worse than ") + number(baseline.value()) + " of "
                        + baseline.model())
                .orElse(value + ", without a baseline");
    }

    static Verdict of(Figure figure, Outcome outcome) {
        return new Verdict(
                name(figure.model(), figure.protocol(), figure.metric(), figure.k()), outcome, Optional.of(figure));
    }

    static Verdict unmeasured(Check check) {
        return new Verdict(
                name(check.model(), check.protocol(), check.metric(), check.k()), Outcome.UNMEASURED, Optional.empty());
    }

    private static String name(String model, String protocol, String metric, int k) {
        return model + " " + protocol + " " + metric + (k > 0 ? "@" + k : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
