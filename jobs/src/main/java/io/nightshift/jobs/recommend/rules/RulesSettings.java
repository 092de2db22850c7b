package io.nightshift.jobs.recommend.rules;

import io.nightshift.config.Nearest;
import io.nightshift.config.SettingsNode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the business sets of the lists, in section {@code recommend}.
 *
 * @param placements the lists to make
 * @param rules in order: where two pins want one place, the first has it
 * @param reasons reason code to the sentence that people read
 */
public record RulesSettings(List<Placement> placements, List<Rule> rules, Map<String, String> reasons) {
    /** Reads the keys; problems are noted in the node. */
    public static RulesSettings read(SettingsNode node, int defaultTopN) {
        RulesSettings settings = new RulesSettings(
                node.sections("placements", section -> Placement.read(section, defaultTopN)),
                node.sections("rules", Rule::read),
                node.byName("reasons", ReasonSentences::template));
        requireDifferentNames(node, "placements", settings.placements, Placement::name);
        requireDifferentNames(node, "rules", settings.rules, Rule::name);
        if (settings.placements.isEmpty()) {
            node.problem("placements", "[]", "at least one", "add { name = home }");
        }
        settings.placements.forEach(placement -> settings.requireRules(node, placement));
        return settings;
    }

    /** The placements of lists of users, or of items. */
    public List<Placement> placements(Placement.Subject subject) {
        return placements.stream()
                .filter(placement -> placement.subject() == subject)
                .toList();
    }

    /** The rules that hold on a run date. */
    public List<Rule> on(LocalDate date) {
        return rules.stream().filter(rule -> rule.holdsOn(date)).toList();
    }

    private void requireRules(SettingsNode node, Placement placement) {
        List<String> names = rules.stream().map(Rule::name).toList();
        placement.rules().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> node.problem(
                        "placements",
                        name,
                        "the names of rules in " + placement.name() + ", some of " + names,
                        Nearest.to(name, names)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("correct it, or add such a rule")));
        rules.stream()
                .filter(rule -> placement.subject() == Placement.Subject.ITEMS && rule.isAboutUsers())
                .filter(rule -> placement.rules().contains(rule.name()))
                .forEach(rule -> node.problem(
                        "placements",
                        rule.name(),
                        "rules that look at no user (no users, no match) in " + placement.name()
                                + ", whose lists are of items",
                        "leave it out there; whoever shows the list knows the user"));
    }

    private static <T> void requireDifferentNames(
            SettingsNode node, String key, List<T> elements, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        elements.stream()
                .map(name)
                .filter(each -> !seen.add(each))
                .forEach(each -> node.problem(key, each, "a name for one element only", "rename one of them"));
    }
}
