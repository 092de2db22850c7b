package io.nightshift.jobs.evaluate;

import io.nightshift.config.SettingsNode;
import java.util.List;
import java.util.TreeSet;

/**
 * Section {@code evaluate.slices}: the parts of the users with figures of their own, beside all and those without history.
 *
 * @param historyLengths where the numbers of items that users had taken up to the cut are divided, ascending, each once
 * @param attributes names of users' attributes, each of whose values is a part
 * @param favouriteCategory whether users are divided by the category they took most items of
 * @param mostValues of an attribute, and of the categories, so many with most users have figures
 */
public record SliceSettings(
        List<Integer> historyLengths, List<String> attributes, boolean favouriteCategory, int mostValues) {
    public SliceSettings {
        historyLengths = List.copyOf(new TreeSet<>(historyLengths));
        attributes = attributes.stream().distinct().toList();
    }

    static SliceSettings read(SettingsNode node) {
        return new SliceSettings(
                node.integers("history-lengths", 2, 1_000_000),
                node.texts("attributes"),
                node.flag("favourite-category"),
                node.integer("most-values", 1, 1000));
    }
}
