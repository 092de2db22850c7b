package io.nightshift.jobs.recommend.rules;

import io.nightshift.config.SettingsNode;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One element of {@code recommend.placements}: a list that every user of the audience gets.
 *
 * @param name where the list is shown
 * @param topN places of the list
 * @param sources where its candidates may come from, as in the tables; empty: anywhere. Popular items fill it in any case
 * @param rules the names of the rules that hold for it; empty: all
 */
public record Placement(String name, int topN, List<String> sources, List<String> rules) implements Serializable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    static Placement read(SettingsNode node, int defaultTopN) {
        return new Placement(
                name(node),
                node.optionalInteger("top-n", 1, 1000).orElse(defaultTopN),
                node.has("sources") ? node.texts("sources") : List.of(),
                node.has("rules") ? node.texts("rules") : List.of());
    }

    /** The name of a placement or a rule. */
    static String name(SettingsNode node) {
        String name = node.text("name");
        if (!NAME.matcher(name).matches()) {
            node.problem("name", name, "small letters, digits and -, a letter first", "choose such a name");
        }
        return name;
    }

    boolean takes(String source) {
        return sources.isEmpty() || sources.contains(source);
    }

    boolean follows(String rule) {
        return rules.isEmpty() || rules.contains(rule);
    }
}
