package io.nightshift.jobs.evaluate;

import io.nightshift.config.SettingsNode;
import java.util.List;

/**
 * Section {@code evaluate.gate}: the figures that may keep a release back.
 *
 * @param checks the gated figures; none: no gate
 */
public record GateSettings(List<Check> checks) {
    public GateSettings {
        checks = List.copyOf(checks);
    }

    /** Reads the section; problems are noted in the node. */
    static GateSettings read(SettingsNode node) {
        return new GateSettings(node.sections("checks", Check::read));
    }

    /**
     * One gated figure, by its key in {@code model_metrics}; the slice is all users.
     *
     * @param model a model's name, or the beginning of several names before a final {@code *}
     * @param protocol the protocol
     * @param metric a metric with a direction: more or less of it is better
     * @param k list length, 0 for metrics without one
     */
    public record Check(String model, String protocol, String metric, int k) {
        static Check read(SettingsNode node) {
            String metric = node.text("metric");
            if (Direction.of(metric).isEmpty()) {
                node.problem(
                        "metric",
                        metric,
                        "one of " + Direction.directed(),
                        "gate on a figure that can be worse or better");
            }
            return new Check(
                    node.text("model"), node.text("protocol"), metric, node.integer("k", 0, RankingMetrics.MAX_LENGTH));
        }

        boolean covers(Figure figure) {
            return figure.protocol().equals(protocol)
                    && figure.metric().equals(metric)
                    && figure.k() == k
                    && figure.slice().equals(ModelMetricsTable.SLICE_ALL)
                    && coversModel(figure.model());
        }

        private boolean coversModel(String name) {
            return model.endsWith("*") ? name.startsWith(model.substring(0, model.length() - 1)) : name.equals(model);
        }
    }
}
