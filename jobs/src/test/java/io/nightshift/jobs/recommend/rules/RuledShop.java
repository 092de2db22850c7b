package io.nightshift.jobs.recommend.rules;

import io.nightshift.jobs.recommend.ItemMarks;
import io.nightshift.jobs.recommend.PackedIds;
import io.nightshift.jobs.recommend.Source;
import io.nightshift.jobs.recommend.rules.RuleEffects.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Items named by letters, lists written as words, and one user: what rules do can be read off. */
final class RuledShop {
    private final String[] categories;
    private final boolean[] available;
    private final List<Rule> rules = new ArrayList<>();
    private final List<RuleItemsBuilder> builders = new ArrayList<>();
    private final List<Boolean> concerned = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private String hidden = "";
    private Set<Source> sources = Set.of();
    private RuleEffects effects;

    RuledShop(String... categories) {
        this.categories = categories;
        this.available = new boolean[categories.length];
        Arrays.fill(available, true);
    }

    RuledShop rule(RuleAction action, String about) {
        return rule(action, about, "");
    }

    RuledShop apart(String some, String others) {
        return rule(new RuleAction.Apart("others"), some, others);
    }

    private RuledShop rule(RuleAction action, String about, String others) {
        Rule rule = new Rule(
                "rule-" + rules.size(), action, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        RuleItemsBuilder builder = new RuleItemsBuilder(rule, categories.length);
        for (int item = 0; item < categories.length; item++) {
            builder.put(
                    item,
                    about.contains(letter(item)),
                    others.contains(letter(item)),
                    item + 1,
                    java.util.Collections.nCopies(3, categories[item]));
        }
        rules.add(rule);
        builders.add(builder);
        concerned.add(true);
        values.add(null);
        return this;
    }

    RuledShop unconcerned(int rule) {
        concerned.set(rule, false);
        return this;
    }

    RuledShop userValue(int rule, String value) {
        values.set(rule, value);
        return this;
    }

    RuledShop hidden(String items) {
        hidden = items;
        return this;
    }

    RuledShop unavailable(String items) {
        items.chars().forEach(letter -> available[letter - 'a'] = false);
        return this;
    }

    RuledShop sources(Source... only) {
        sources = Set.of(only);
        return this;
    }

    List<Rule> rules() {
        return rules;
    }

    static String letter(int item) {
        return String.valueOf((char) ('a' + item));
    }

    /** Item i has i + 1 users. */
    RuleItems items() {
        String[] ids = IntStream.range(0, categories.length)
                .mapToObj(RuledShop::letter)
                .toArray(String[]::new);
        int[] popular = IntStream.iterate(categories.length - 1, item -> item >= 0, item -> item - 1)
                .filter(item -> available[item])
                .toArray();
        return new RuleItems(
                PackedIds.of(ids),
                PackedIds.of(Arrays.stream(ids).map(id -> "Title " + id).toArray(String[]::new)),
                available,
                IntStream.rangeClosed(1, categories.length).toArray(),
                popular,
                builders.stream().map(builder -> builder.build(popular)).toList());
    }

    /** The list as a word. */
    String list(int topN, String candidates) {
        StringBuilder word = new StringBuilder();
        places(topN, candidates)
                .forEach(place -> word.append(letter(place.candidate().item())));
        return word.toString();
    }

    List<ListedPlace> places(int topN, String candidates) {
        RuleItems items = items();
        boolean[] followed = new boolean[rules.size()];
        Arrays.fill(followed, true);
        if (effects == null) {
            effects = new RuleEffects(rules.size());
        }
        RuledList maker = new RuledList(
                items, new Placement("home", Placement.Subject.USERS, topN, sources, List.of()), followed, effects);
        return maker.of(user(items), candidates(items, candidates));
    }

    long effect(int rule, Effect effect) {
        return effects.of(rule, effect);
    }

    private static List<Candidate> candidates(RuleItems items, String letters) {
        List<Candidate> ranked = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            ranked.add(new Candidate(items.place(String.valueOf(letter)), 1, "als", "taste"));
        }
        return ranked;
    }

    private RuledUser user(RuleItems items) {
        boolean[] isConcerned = new boolean[rules.size()];
        int[] codes = new int[rules.size()];
        for (int rule = 0; rule < codes.length; rule++) {
            isConcerned[rule] = concerned.get(rule);
            codes[rule] = items.rules().get(rule).codes().getOrDefault(String.valueOf(values.get(rule)), -1);
        }
        ItemMarks marks = new ItemMarks(items.size());
        for (char letter : hidden.toCharArray()) {
            marks.add(items.place(String.valueOf(letter)));
        }
        return new RuledUser(isConcerned, codes, marks);
    }
}
