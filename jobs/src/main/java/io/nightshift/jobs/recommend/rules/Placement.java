package io.nightshift.jobs.recommend.rules;

import io.nightshift.config.Nearest;
import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.recommend.Source;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One element of {@code recommend.placements}: a list that every user of the audience, or every item, gets.
 *
 * @param name where the list is shown
 * @param subject what has a list of its own
 * @param topN places of the list
 * @param sources where its candidates may come from; empty: anywhere. Popular items fill it in any case
 * @param rules the names of the rules that hold for it; empty: all
 */
public record Placement(String name, Subject subject, int topN, Set<Source> sources, List<String> rules)
        implements Serializable {
    /** What has a list of its own. */
    public enum Subject {
        /** A user, wherever the user is known: a home page, an e-mail. */
        USERS,
        /** An item, for whoever looks at it: a product page, a basket. */
        ITEMS
    }

    public Placement {
        // In the order of the sources, so that what is wrong with them is always told in one order.
        sources = Collections.unmodifiableSet(new TreeSet<>(sources));
        rules = List.copyOf(rules);
    }

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    static Placement read(SettingsNode node, int defaultTopN) {
        return new Placement(
                name(node),
                node.has("for") ? node.oneOf("for", Subject.class) : Subject.USERS,
                node.optionalInteger("top-n", 1, 1000).orElse(defaultTopN),
                node.has("sources") ? sources(node) : Set.of(),
                node.has("rules") ? node.texts("rules") : List.of());
    }

    private static Set<Source> sources(SettingsNode node) {
        List<String> known = Arrays.stream(Source.values()).map(Source::id).toList();
        Set<Source> sources = EnumSet.noneOf(Source.class);
        for (String name : node.texts("sources")) {
            if (known.contains(name)) {
                sources.add(Source.values()[known.indexOf(name)]);
            } else {
                node.problem(
                        "sources",
                        name,
                        "sources of " + known,
                        Nearest.to(name, known)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("change that element"));
            }
        }
        return sources;
    }

    /** The name of a placement or a rule. */
    static String name(SettingsNode node) {
        String name = node.text("name");
        if (!NAME.matcher(name).matches()) {
            node.problem("name", name, "small letters, digits and -, a letter first", "choose such a name");
        }
        return name;
    }

    /** Whether a row of the source, as in the tables, may stand in the list. */
    boolean takes(String source) {
        return sources.isEmpty()
                || sources.stream().anyMatch(taken -> taken.id().equals(source));
    }

    boolean follows(String rule) {
        return rules.isEmpty() || rules.contains(rule);
    }
}
