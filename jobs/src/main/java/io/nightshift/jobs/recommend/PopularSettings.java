package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Section {@code recommend.popular}: lists that are the same for everybody, or for everybody of a segment.
 *
 * @param segments names of users' attributes, each of whose values has lists of its own
 * @param region the users' attribute that tells the region
 * @param pastDays days before the trend window that an item's growth is measured against
 * @param minUsers users in the trend window that a trending item needs
 * @param newDays days for which an item is new, the run date included
 */
public record PopularSettings(List<String> segments, String region, int pastDays, int minUsers, int newDays) {
    public PopularSettings {
        segments = segments.stream().distinct().toList();
    }

    static PopularSettings read(SettingsNode node) {
        return new PopularSettings(
                node.texts("segments"),
                node.text("region"),
                node.integer("past-days", 1, 100_000),
                node.integer("min-users", 1, 1_000_000),
                node.integer("new-days", 1, 100_000));
    }

    /** The attributes among those mapped that have lists. */
    List<String> attributes(Set<String> mapped) {
        return Stream.concat(Stream.of(region), segments.stream())
                .distinct()
                .filter(mapped::contains)
                .toList();
    }

    /** The scope of an attribute's lists. */
    String scope(String attribute) {
        return attribute.equals(region) ? PopularItemsTable.REGION : PopularItemsTable.SEGMENT + attribute;
    }
}
