package io.nightshift.jobs.recommend.rules;

import io.nightshift.config.SettingsEntry;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns reasons such as {@code like:4711} into sentences for people, by the templates of the settings. */
final class ReasonSentences {
    private static final String ITEM = "{item}";
    private static final String CATEGORY = "{category}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

    private final Map<String, String> templates;
    private final RuleItems items;

    ReasonSentences(Map<String, String> templates, RuleItems items) {
        this.templates = templates;
        this.items = items;
    }

    /** A template of the settings: text with {item} (the title, or the id where there is none) or {category}. */
    static String template(SettingsEntry entry) {
        String template = entry.text();
        Matcher placeholders = PLACEHOLDER.matcher(template);
        while (placeholders.find()) {
            if (!placeholders.group().equals(ITEM) && !placeholders.group().equals(CATEGORY)) {
                entry.node()
                        .problem(
                                entry.name(),
                                template,
                                "no other placeholders than " + ITEM + " and " + CATEGORY,
                                "correct " + placeholders.group());
            }
        }
        return template;
    }

    /** The sentence of a reason; nothing for a code without a template. */
    Optional<String> of(String reason) {
        int colon = reason.indexOf(':');
        String code = colon < 0 ? reason : reason.substring(0, colon);
        String subject = reason.substring(colon + 1);
        return Optional.ofNullable(templates.get(code))
                .map(template -> template.contains(ITEM) ? template.replace(ITEM, items.nameOf(subject)) : template)
                .map(template -> template.replace(CATEGORY, subject));
    }
}
