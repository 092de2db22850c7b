package io.nightshift.jobs.recommend.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.recommend.Source;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesSettingsTest {
    private static RulesSettings read(String recommend) {
        return Settings.read(
                        ConfigFactory.parseString("nightshift.recommend { " + recommend + " }")
                                .withFallback(ConfigFactory.parseResources("reference.conf"))
                                .resolve(),
                        "nightshift",
                        NightshiftSettings::read)
                .recommend()
                .rules();
    }

    private static Rule rule(String name, RuleAction action) {
        return new Rule(name, action, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void hasOnePlacementAndNoRuleByDefault() {
        RulesSettings defaults = read("");

        assertThat(defaults.placements())
                .containsExactly(new Placement("home", Placement.Subject.USERS, 20, Set.of(), List.of()));
        assertThat(defaults.rules()).isEmpty();
        assertThat(defaults.reasons())
                .containsOnlyKeys(
                        "bought-before",
                        "due",
                        "like",
                        "similar",
                        "taken-with",
                        "looked-at",
                        "bought-with",
                        "bought-after",
                        "alike",
                        "taste",
                        "category",
                        "trending",
                        "popular",
                        "pinned")
                .containsEntry("like", "because you bought {item}");
    }

    @Test
    void readsEveryKey() {
        RulesSettings changed = read(
                """
                top-n = 7
                placements = [ { name = home }, { name = e-mail, top-n = 4, sources = [als, repeat], rules = [a, i] } ]
                reasons { like = "weil Sie {item} mögen" }
                rules = [
                  { name = a, action = exclude, items = "price < 1", users = "age < 18", from = "2026-12-01", until = "2026-12-24" }
                  { name = b, action = match, item = region, user = home }
                  { name = c, action = boost, factor = 2 }
                  { name = d, action = bury }
                  { name = e, action = favour, value = margin, exponent = -0.5 }
                  { name = f, action = diversify, by = [category, brand], weight = 0.3 }
                  { name = g, action = cap, by = category, most = 3 }
                  { name = h, action = apart, others = "category = 'B'" }
                  { name = i, action = pin, ranks = [1, 5] }
                ]""");

        assertThat(changed.placements())
                .containsExactly(
                        new Placement("home", Placement.Subject.USERS, 7, Set.of(), List.of()),
                        new Placement(
                                "e-mail",
                                Placement.Subject.USERS,
                                4,
                                Set.of(Source.ALS, Source.REPEAT),
                                List.of("a", "i")));
        assertThat(changed.reasons()).containsEntry("like", "weil Sie {item} mögen");
        assertThat(changed.rules())
                .containsExactly(
                        new Rule(
                                "a",
                                new RuleAction.Exclude(),
                                Optional.of("price < 1"),
                                Optional.of("age < 18"),
                                Optional.of(LocalDate.parse("2026-12-01")),
                                Optional.of(LocalDate.parse("2026-12-24"))),
                        rule("b", new RuleAction.Match("region", "home")),
                        rule("c", new RuleAction.Weigh(2)),
                        rule("d", new RuleAction.Weigh(0)),
                        rule("e", new RuleAction.Favour("margin", -0.5)),
                        rule("f", new RuleAction.Diversify(List.of("category", "brand"), 0.3)),
                        rule("g", new RuleAction.Cap("category", 3)),
                        rule("h", new RuleAction.Apart("category = 'B'")),
                        rule("i", new RuleAction.Pin(List.of(1, 5))));
        assertThat(changed.on(LocalDate.parse("2026-11-30"))).hasSize(8);
        assertThat(changed.on(LocalDate.parse("2026-12-24"))).hasSize(9);
        assertThat(changed.on(LocalDate.parse("2026-12-25"))).hasSize(8);
    }

    @Test
    void listsAllThatIsWrongAtOnce() {
        SettingsException failure = catchThrowableOfType(
                SettingsException.class,
                () -> read(
                        """
                        placements = [ { name = Home, rules = [cheep] }, { name = mail }, { name = mail } ]
                        reasons { like = "because of {thing}" }
                        rules = [
                          { name = cheap, action = exclude, factor = 2 }
                          { name = late, action = bury, from = "2026-12-02", until = "2026-12-01" }
                          { name = soon, action = bury, from = tomorrow }
                          { name = odd, action = burry }
                        ]"""));

        assertThat(failure.problems())
                .anySatisfy(problem -> assertThat(problem).contains("placements[0].name=Home", "small letters"))
                .anySatisfy(problem -> assertThat(problem).contains("placements=cheep", "did you mean cheap?"))
                .anySatisfy(problem -> assertThat(problem).contains("placements=mail", "one element only"))
                .anySatisfy(problem -> assertThat(problem).contains("{thing}"))
                .anySatisfy(problem -> assertThat(problem).contains("rules[0].factor is not a known key"))
                .anySatisfy(problem -> assertThat(problem).contains("rules[1].until=2026-12-01", "not before from"))
                .anySatisfy(problem -> assertThat(problem).contains("rules[2].from=tomorrow", "a day like"))
                .anySatisfy(problem -> assertThat(problem).contains("rules[3].action=burry", "did you mean bury?"))
                .hasSize(8);
    }
}
