package io.nightshift.jobs.tune;

import io.nightshift.config.SettingsNode;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code tune}: what {@code nightshift tune} tries and what it looks for.
 *
 * @param strategy how trials are chosen
 * @param trials most trials beside the settings as they are; empty: as many as the time allows, or the whole grid
 * @param minutes after so many minutes no further trial begins; empty: no limit
 * @param objective the figure that is to be best
 * @param ranges the settings to vary, with their values
 */
public record TuneSettings(
        Strategy strategy,
        Optional<Integer> trials,
        Optional<Integer> minutes,
        Objective objective,
        List<TuneRange> ranges) {

    /** How trials are chosen. */
    public enum Strategy {
        /** Each setting by itself, evenly over its range. */
        RANDOM,
        /** Every combination, the last range changing fastest. */
        GRID
    }

    public TuneSettings {
        ranges = List.copyOf(ranges);
    }

    /** Reads the section; problems are noted in the node. */
    public static TuneSettings read(SettingsNode node) {
        Strategy strategy = node.oneOf("strategy", Strategy.class);
        Optional<Integer> trials = node.optionalInteger("trials", 1, 100_000);
        Optional<Integer> minutes = node.optionalInteger("minutes", 1, 100_000);
        if (strategy == Strategy.RANDOM && trials.isEmpty() && minutes.isEmpty()) {
            node.problem(
                    "trials", "null", "a number of trials, or of minutes, with strategy random", "set one of them");
        }
        return new TuneSettings(
                strategy,
                trials,
                minutes,
                node.section("objective", Objective::read),
                node.sections("ranges", TuneRange::read));
    }

    /**
     * The figure of {@code model_metrics} that is to be best: its mean over the cuts of {@code evaluate.folds}, over all users.
     *
     * @param model the model
     * @param protocol the protocol
     * @param metric a metric of which more is better
     * @param k list length
     */
    public record Objective(String model, String protocol, String metric, int k) {
        static Objective read(SettingsNode node) {
            return new Objective(
                    node.text("model"), node.text("protocol"), node.text("metric"), node.integer("k", 1, 1000));
        }

        /** As people write it, such as {@code ranked all ndcg@10}. */
        @Override
        public String toString() {
            return model + " " + protocol + " " + metric + "@" + k;
        }
    }
}
