package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.ingest.EventType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Section {@code interactions}: how events become weights of pairs.
 *
 * @param halfLifeDays days after which an event counts half towards the weight; empty: all ages count alike
 * @param damping what is made of the sum
 * @param events what an event of each type adds
 * @param conversions the types that popularity counts
 * @param repeatHalfLifeDays days after which a purchase counts half towards the frequency of a repeat
 */
public record InteractionSettings(
        Optional<Double> halfLifeDays,
        Damping damping,
        Map<EventType, EventWeight> events,
        Set<EventType> conversions,
        double repeatHalfLifeDays) {

    public InteractionSettings {
        events = Collections.unmodifiableMap(new EnumMap<>(events));
        conversions = Set.copyOf(conversions);
    }

    /** Reads the section; problems are noted in the node. */
    public static InteractionSettings read(SettingsNode node) {
        return new InteractionSettings(
                node.optionalNumber("half-life-days", 0.1, 100_000),
                node.oneOf("damping", Damping.class),
                node.section("events", InteractionSettings::readEvents),
                conversions(node),
                node.number("repeat-half-life-days", 0.1, 100_000));
    }

    private static Map<EventType, EventWeight> readEvents(SettingsNode node) {
        Map<EventType, EventWeight> events = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            events.put(type, node.section(type.id(), EventWeight::read));
        }
        return events;
    }

    private static Set<EventType> conversions(SettingsNode node) {
        List<String> known =
                java.util.Arrays.stream(EventType.values()).map(EventType::id).toList();
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : node.texts("conversions")) {
            int index = known.indexOf(name);
            if (index < 0) {
                node.problem("conversions", name, "event types of " + known, "change that element");
            } else {
                types.add(EventType.values()[index]);
            }
        }
        return types;
    }
}
