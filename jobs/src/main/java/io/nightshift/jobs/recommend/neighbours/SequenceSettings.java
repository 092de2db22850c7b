package io.nightshift.jobs.recommend.neighbours;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.recommend.SourceSettings;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Section {@code recommend.sources.viewed-then-bought}.
 *
 * @param enabled whether sequences are counted; without it the table is empty
 * @param candidates whether the pairs are also a source of candidates for users' lists and features of the ranker
 * @param from the event types that come first
 * @param to the event types that come after
 * @param withinDays most days from the one to the other, 0 for the same day
 * @param minUsers users who did both that a pair needs
 * @param topN pairs of an item
 * @param maxStepsPerUser the latest days of items of a user on either side that count
 */
public record SequenceSettings(
        boolean enabled,
        boolean candidates,
        Set<EventType> from,
        Set<EventType> to,
        int withinDays,
        int minUsers,
        int topN,
        int maxStepsPerUser)
        implements Serializable {
    public SequenceSettings {
        from = Set.copyOf(from);
        to = Set.copyOf(to);
    }

    /** Reads the section; problems are noted in the node. */
    public static SequenceSettings read(SettingsNode node) {
        boolean enabled = node.flag("enabled");
        return new SequenceSettings(
                enabled,
                SourceSettings.candidates(node, enabled),
                types(node, "from"),
                types(node, "to"),
                node.integer("within-days", 0, 10_000),
                node.integer("min-users", 1, 1_000_000),
                node.integer("top-n", 1, 10_000),
                node.integer("max-steps-per-user", 1, 100_000));
    }

    private static Set<EventType> types(SettingsNode node, String key) {
        List<String> known =
                Arrays.stream(EventType.values()).map(EventType::id).toList();
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : node.texts(key)) {
            if (known.contains(name)) {
                types.add(EventType.values()[known.indexOf(name)]);
            } else {
                node.problem(key, name, "event types of " + known, "change that element");
            }
        }
        return types;
    }
}
