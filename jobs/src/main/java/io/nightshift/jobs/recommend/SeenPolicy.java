package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.ingest.EventType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Section {@code recommend.seen}: for how long an item stays out of a user's lists after an event of a type.
 *
 * @param days event type to the days it hides, counted from the day of the event; 0 never hides, {@link #ALWAYS} hides for good
 */
public record SeenPolicy(Map<EventType, Integer> days) {
    /** Hides for good: about 270 years. */
    public static final int ALWAYS = 99_999;

    private static final String ALWAYS_WORD = "always";
    private static final String NEVER_WORD = "never";

    /** Hides nothing. */
    public static final SeenPolicy NOTHING_HIDDEN = new SeenPolicy(Map.of());

    public SeenPolicy {
        Map<EventType, Integer> copy = new EnumMap<>(EventType.class);
        copy.putAll(days);
        days = Collections.unmodifiableMap(copy);
    }

    /** Days that an event of this type hides its item. */
    public int daysOf(EventType type) {
        return days.getOrDefault(type, 0);
    }

    /** Reads the section; problems are noted in the node. */
    public static SeenPolicy read(SettingsNode node) {
        Map<EventType, Integer> days = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            days.put(type, readDays(node, type.id()));
        }
        return new SeenPolicy(days);
    }

    private static int readDays(SettingsNode node, String key) {
        String value = node.text(key);
        if (value.equals(NEVER_WORD)) {
            return 0;
        }
        if (value.equals(ALWAYS_WORD)) {
            return ALWAYS;
        }
        if (value.matches("[0-9]{1,5}")) {
            return Integer.parseInt(value);
        }
        node.problem(key, value, "never, always or a number of days from 0 to 99999", "choose one of these");
        return 0;
    }
}
