package io.nightshift.jobs.recommend.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.recommend.Source;
import io.nightshift.jobs.recommend.rules.RuleEffects.Effect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Six items a to f in two categories, a to d fruit and e, f home; users take f most, then e, and so on down to a. */
class RuledListTest {
    private static final String[] CATEGORIES = {"fruit", "fruit", "fruit", "fruit", "home", "home"};

    private final RuledShop shop = new RuledShop(CATEGORIES);

    @Test
    void keepsTheRankedOrderWithoutRules() {
        assertThat(shop.list(3, "dba")).isEqualTo("dba");
    }

    @Test
    void fillsUpWithWhatIsPopular() {
        assertThat(shop.list(5, "dba")).isEqualTo("dbafe");
        assertThat(shop.list(9, "dba")).isEqualTo("dbafec");
    }

    @Test
    void neverListsWhatIsHiddenGoneOrNotAvailable() {
        shop.hidden("f").unavailable("d");

        assertThat(shop.list(6, "fd?ab")).isEqualTo("abec");
    }

    @Test
    void leavesOtherSourcesOut() {
        assertThat(shop.sources(Source.REPEAT).list(2, "ab")).isEqualTo("fe");
    }

    @Test
    void excludesAndRefills() {
        shop.rule(new RuleAction.Exclude(), "ab");

        assertThat(shop.list(3, "abc")).isEqualTo("cfe");
        assertThat(shop.effect(0, Effect.REMOVED)).isEqualTo(2);
    }

    @Test
    void leavesUsersAloneWhoTheRuleIsNotAbout() {
        shop.rule(new RuleAction.Exclude(), "ab").unconcerned(0);

        assertThat(shop.list(3, "abc")).isEqualTo("abc");
    }

    @Test
    void matchesTheValueOfTheUser() {
        shop.rule(new RuleAction.Match("category", "likes"), "abcdef").userValue(0, "home");

        assertThat(shop.list(6, "abe")).isEqualTo("ef");
    }

    @Test
    void boostsByTheDiscountOfTheRank() {
        // Values 1, 0.63, 0.5: 1.5 x 0.63 = 0.95 stays second, 2.1 x 0.5 = 1.05 is first.
        assertThat(new RuledShop(CATEGORIES)
                        .rule(new RuleAction.Weigh(1.5), "b")
                        .list(3, "abc"))
                .isEqualTo("abc");
        shop.rule(new RuleAction.Weigh(2.1), "c");
        assertThat(shop.list(3, "abc")).isEqualTo("cab");
        assertThat(shop.effect(0, Effect.MOVED)).isEqualTo(1);
    }

    @Test
    void buriesBehindAllOtherCandidates() {
        shop.rule(new RuleAction.Weigh(0), "a");

        assertThat(shop.list(3, "abc")).isEqualTo("bca");
        assertThat(shop.list(4, "abc")).isEqualTo("bcaf");
    }

    @Test
    void favoursValues() {
        // Popularity is 1 to 6 for a to f; exponent 2 makes c's 9/12.25 x 0.5 larger than a's 1/12.25.
        shop.rule(new RuleAction.Favour("popularity", 2), "abcdef");

        assertThat(shop.list(3, "abc")).isEqualTo("cba");
    }

    @Test
    void capsGroups() {
        shop.rule(new RuleAction.Cap("category", 2), "abcdef");

        assertThat(shop.list(4, "abcd")).isEqualTo("abfe");
        assertThat(shop.list(6, "abcd")).isEqualTo("abfe");
        assertThat(shop.effect(0, Effect.REMOVED)).isEqualTo(4);
    }

    @Test
    void keepsItemsApart() {
        shop.apart("a", "bf");

        assertThat(shop.list(4, "abc")).isEqualTo("aced");
        assertThat(shop.list(4, "cba")).isEqualTo("cbfe");
    }

    @Test
    void pinsTheBestCandidateOrElseThePopular() {
        shop.rule(new RuleAction.Pin(List.of(1, 3)), "cf");

        assertThat(shop.list(4, "abc")).isEqualTo("cafb");
        assertThat(shop.effect(0, Effect.PINNED)).isEqualTo(2);
    }

    @Test
    void pinsBreakNoRule() {
        shop.rule(new RuleAction.Pin(List.of(2)), "f").rule(new RuleAction.Exclude(), "f");

        assertThat(shop.list(3, "abc")).isEqualTo("abc");
    }

    @Test
    void closesUpWhenAPinStandsBehindTheLastItem() {
        shop.rule(new RuleAction.Pin(List.of(9)), "a").rule(new RuleAction.Exclude(), "def");

        assertThat(shop.list(9, "abc")).isEqualTo("bca");
    }

    @Test
    void diversifies() {
        // After a, b has (1 - 0.5) 0.63 - 0.5 x 1 = -0.18 and e 0.5 x 0.43 - 0 = 0.22.
        shop.rule(new RuleAction.Diversify(List.of("category"), 0.5), "abcdef");

        assertThat(shop.list(3, "abce")).isEqualTo("aeb");
        assertThat(shop.effect(0, Effect.MOVED)).isEqualTo(1);
    }

    @Test
    void saysWhichRulesPutARowWhereItIs() {
        shop.rule(new RuleAction.Pin(List.of(1)), "f").rule(new RuleAction.Weigh(3), "b");

        assertThat(shop.places(3, "abc"))
                .extracting(ListedPlace::rules)
                .containsExactly(List.of("rule-0"), List.of("rule-1"), List.of());
        assertThat(shop.places(3, "abc").get(0).candidate()).isEqualTo(new Candidate(5, 6, "rule", "pinned:rule-0"));
    }

    @Test
    void makesSentencesOfReasons() {
        RuleItems items = shop.items();
        ReasonSentences sentences = new ReasonSentences(
                java.util.Map.of("like", "because you bought {item}", "category", "popular in {category}"), items);

        assertThat(sentences.of("like:a")).contains("because you bought Title a");
        assertThat(sentences.of("like:zz")).contains("because you bought zz");
        assertThat(sentences.of("category:A:B")).contains("popular in A:B");
        assertThat(sentences.of("taste")).isEqualTo(Optional.empty());
    }
}
