package io.nightshift.jobs.features;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.ingest.EventType;
import java.util.Arrays;
import java.util.List;

/**
 * Section {@code features}.
 *
 * @param purchaseTypes the event types that count as purchases, by their names in the events table; never empty
 * @param topCategories the most entries of a user's {@code top_categories}, at least 1
 */
public record FeatureSettings(List<String> purchaseTypes, int topCategories) {
    public FeatureSettings {
        purchaseTypes = List.copyOf(purchaseTypes);
    }

    /** Reads the section; problems are noted in the node. */
    public static FeatureSettings read(SettingsNode node) {
        return new FeatureSettings(purchaseTypes(node), node.integer("top-categories", 1, 100));
    }

    private static List<String> purchaseTypes(SettingsNode node) {
        List<String> known = Arrays.stream(EventType.values())
                .filter(type -> type != EventType.RETURN)
                .map(EventType::id)
                .toList();
        List<String> types = node.texts("purchase-types");
        if (types.isEmpty() || !known.containsAll(types)) {
            node.problem("purchase-types", types, "one or more of " + known, "name the events that count as purchases");
        }
        return types;
    }
}
