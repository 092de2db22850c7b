package io.nightshift.jobs.ingest;

import io.nightshift.config.SettingsNode;
import io.nightshift.input.Field;
import io.nightshift.input.SourceSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Section {@code inputs}: where the inputs are and how their columns map to the canonical ones. The sources of one input are
 * united.
 *
 * @param events at least one for a run
 * @param items none means that the items are those of the events
 * @param users none means that the users are those of the events
 * @param suppression the users of whom nothing may be kept
 */
public record InputSettings(
        List<SourceSettings> events,
        List<SourceSettings> items,
        List<SourceSettings> users,
        List<SourceSettings> suppression) {

    /** Reads the section; problems are noted in the node. */
    public static InputSettings read(SettingsNode node) {
        return new InputSettings(
                sources(node, "events", EventRows.FIELDS),
                sources(node, "items", ItemRows.FIELDS),
                sources(node, "users", UserRows.FIELDS),
                sources(node, "suppression", Suppression.FIELDS));
    }

    /** The same without events, users and suppression. */
    InputSettings itemsOnly() {
        return new InputSettings(List.of(), items, List.of(), List.of());
    }

    /** The sources of every input that has some, by the input's name. */
    Map<String, List<SourceSettings>> byInput() {
        Map<String, List<SourceSettings>> sources = new TreeMap<>();
        sources.put(EventRows.INPUT, events);
        sources.put(ItemRows.INPUT, items);
        sources.put(UserRows.INPUT, users);
        sources.put(Suppression.INPUT, suppression);
        sources.values().removeIf(List::isEmpty);
        return sources;
    }

    private static List<SourceSettings> sources(SettingsNode node, String input, List<Field> fields) {
        List<SourceSettings> named = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SourceSettings source : node.sections(input, section -> SourceSettings.read(section, fields))) {
            String name = source.name();
            for (int copy = 2; !names.add(name); copy++) {
                name = source.name() + "#" + copy;
            }
            named.add(source.named(name));
        }
        named.stream()
                .filter(source -> !List.of(UserRows.INPUT, ItemRows.INPUT).contains(input)
                        && !source.attributes().isEmpty())
                .forEach(source -> node.problem(
                        input, source.attributes().keySet(), "attributes of users and items only", "move them to inputs.users or inputs.items"));
        return List.copyOf(named);
    }
}
