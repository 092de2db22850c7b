package io.nightshift.jobs.recommend.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random shops of up to ten items: the list is the one that a slow and obvious reading of the rules gives, and no rule is broken. */
class RuledListTwinTest {
    /** One rule as drawn: which items it is about, and which are its others. */
    private record Drawn(RuleAction action, String about, String others) {}

    private final List<Drawn> drawn = new ArrayList<>();
    private String[] categories;
    private String hidden;
    private String candidates;
    private int topN;

    @Property(tries = 500)
    void isWhatTheSlowReadingGives(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int items) {
        RuledShop shop = draw(new Random(seed), items, false);

        assertThat(shop.list(topN, candidates)).isEqualTo(slowList());
    }

    @Property(tries = 500)
    void breaksNoRuleAndEndsOnlyWhenNothingMayJoin(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int items) {
        RuledShop shop = draw(new Random(seed), items, true);

        String list = shop.list(topN, candidates);

        assertThat(list.chars().distinct().count()).isEqualTo(list.length());
        assertThat(isAllowed(list)).isTrue();
        assertThat(list.length()).isLessThanOrEqualTo(topN);
        if (list.length() < topN) {
            assertThat(letters().stream()
                            .filter(item -> !list.contains(item))
                            .noneMatch(item -> isAllowed(list + item)))
                    .as("another item may join %s", list)
                    .isTrue();
        }
    }

    private RuledShop draw(Random random, int items, boolean withPlaces) {
        drawn.clear();
        categories = new String[items];
        for (int item = 0; item < items; item++) {
            categories[item] = random.nextInt(4) == 0 ? null : "c" + random.nextInt(3);
        }
        hidden = some(random, 0.1);
        List<String> order = new ArrayList<>(letters());
        Collections.shuffle(order, random);
        candidates = String.join("", order.subList(0, random.nextInt(items + 1)));
        topN = 1 + random.nextInt(items + 1);
        RuledShop shop = new RuledShop(categories).hidden(hidden);
        for (int rule = random.nextInt(5); rule > 0; rule--) {
            Drawn next = new Drawn(action(random, withPlaces), some(random, 0.5), some(random, 0.3));
            drawn.add(next);
            if (next.action instanceof RuleAction.Apart) {
                shop.apart(next.about, next.others);
            } else {
                shop.rule(next.action, next.about);
            }
        }
        return shop;
    }

    private static RuleAction action(Random random, boolean withPlaces) {
        return switch (random.nextInt(withPlaces ? 7 : 5)) {
            case 0 -> new RuleAction.Exclude();
            case 1 -> new RuleAction.Weigh(2);
            case 2 -> new RuleAction.Weigh(0);
            case 3 -> new RuleAction.Cap("category", 1 + random.nextInt(2));
            case 4 -> new RuleAction.Apart("others");
            case 5 -> new RuleAction.Pin(List.of(1 + random.nextInt(4), 1 + random.nextInt(9)));
            default -> new RuleAction.Diversify(List.of("category"), 0.5);
        };
    }

    private List<String> letters() {
        List<String> letters = new ArrayList<>();
        for (int item = 0; item < categories.length; item++) {
            letters.add(RuledShop.letter(item));
        }
        return letters;
    }

    private String some(Random random, double share) {
        StringBuilder some = new StringBuilder();
        letters().stream().filter(item -> random.nextDouble() < share).forEach(some::append);
        return some.toString();
    }

    /** Whether a list may stand as a whole. */
    private boolean isAllowed(String list) {
        for (String item : list.split("")) {
            if (!item.isEmpty() && hidden.contains(item)) {
                return false;
            }
        }
        return drawn.stream().noneMatch(rule -> breaks(rule, list));
    }

    private boolean breaks(Drawn rule, String list) {
        for (int i = 0; i < list.length(); i++) {
            String item = list.substring(i, i + 1);
            if (rule.action instanceof RuleAction.Exclude && rule.about.contains(item)) {
                return true;
            }
            for (int j = 0; j < list.length(); j++) {
                boolean isPair = i != j && rule.about.contains(item) && rule.others.contains(list.substring(j, j + 1));
                if (rule.action instanceof RuleAction.Apart && isPair) {
                    return true;
                }
            }
            String category = categories[item.charAt(0) - 'a'];
            long alike = list.chars()
                    .filter(other -> rule.about.indexOf(other) >= 0)
                    .filter(other -> category != null && category.equals(categories[other - 'a']))
                    .count();
            if (rule.action instanceof RuleAction.Cap cap && rule.about.contains(item) && alike > cap.most()) {
                return true;
            }
        }
        return false;
    }

    private double value(String item) {
        double value = 1 / (Math.log(2 + candidates.indexOf(item)) / Math.log(2));
        for (Drawn rule : drawn) {
            if (rule.action instanceof RuleAction.Weigh weigh && rule.about.contains(item)) {
                value *= weigh.factor();
            }
        }
        return value;
    }

    private String slowList() {
        List<String> order = new ArrayList<>(List.of(candidates.split("")));
        order.removeIf(String::isEmpty);
        // The sort is stable: ties stay in the order of the candidates.
        order.sort(Comparator.comparingDouble(this::value).reversed());
        List<String> popular = letters();
        Collections.reverse(popular);
        order.addAll(popular);
        String list = "";
        for (String item : order) {
            if (list.length() < topN && !list.contains(item) && isAllowed(list + item)) {
                list += item;
            }
        }
        return list;
    }
}
