package io.nightshift.jobs.recommend.rules;

import io.nightshift.config.SettingsNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One element of {@code recommend.rules}.
 *
 * @param name how placements and reports call it
 * @param action what it does
 * @param items condition over the columns of items that says which items it is about; empty: all
 * @param users condition over the columns of users that says whose lists it is about; empty: all
 * @param from first run date on which it holds; empty: always did
 * @param until last run date on which it holds; empty: for good
 */
public record Rule(
        String name,
        RuleAction action,
        Optional<String> items,
        Optional<String> users,
        Optional<LocalDate> from,
        Optional<LocalDate> until) {

    static Rule read(SettingsNode node) {
        Rule rule = new Rule(
                Placement.name(node),
                RuleAction.read(node),
                node.optionalText("items"),
                node.optionalText("users"),
                date(node, "from"),
                date(node, "until"));
        if (rule.from.isPresent() && rule.until.isPresent() && rule.until.get().isBefore(rule.from.get())) {
            node.problem("until", rule.until.get(), "a day not before from", "correct one of them");
        }
        return rule;
    }

    /** Whether it looks at the user of a list, so that it says nothing of the lists of items. */
    boolean isAboutUsers() {
        return users.isPresent() || action instanceof RuleAction.Match;
    }

    /** Whether the rule holds for the lists of a run date. */
    boolean holdsOn(LocalDate date) {
        return from.filter(date::isBefore).isEmpty()
                && until.filter(date::isAfter).isEmpty();
    }

    private static Optional<LocalDate> date(SettingsNode node, String key) {
        Optional<String> text = node.optionalText(key);
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeParseException wrong) {
            node.problem(key, text.orElseThrow(), "a day like 2026-12-24", "correct it");
            return Optional.empty();
        }
    }
}
