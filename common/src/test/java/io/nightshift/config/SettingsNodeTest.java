package io.nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.nightshift.errors.ExitCode;
import io.nightshift.errors.SettingsException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SettingsNodeTest {
    private enum Colour {
        DARK_RED,
        BLUE
    }

    private record Everything(
            String name,
            int count,
            long big,
            double share,
            boolean on,
            Colour colour,
            ZoneId zone,
            List<String> words,
            List<Integer> days,
            String inner,
            List<String> list,
            Map<String, Double> weights) {
        static Everything read(SettingsNode node) {
            return new Everything(
                    node.text("name"),
                    node.integer("count", 1, 10),
                    node.whole("big", 0, Long.MAX_VALUE),
                    node.number("share", 0, 1),
                    node.flag("on"),
                    node.oneOf("colour", Colour.class),
                    node.zone("zone"),
                    node.texts("words"),
                    node.integers("days", 1, 365),
                    node.section("inner", section -> section.text("name")),
                    node.sections("list", section -> section.text("name")),
                    node.byName("weights", entry -> entry.number(0, 10)));
        }
    }

    private static final String GOOD =
            """
            top { name = n, count = 3, big = 9007199254740993, share = 0.25, on = yes, colour = dark-red, zone = Asia/Kolkata
                  words = [a, b], days = [7, 28], inner { name = i }, list = [ { name = x }, { name = y } ]
                  weights { b = 2, a = 1.5 } }
            """;

    private static Everything read(String hocon) {
        return Settings.read(ConfigFactory.parseString(hocon).resolve(), "top", Everything::read);
    }

    private static List<String> problemsOf(String hocon) {
        return catchThrowableOfType(SettingsException.class, () -> read(hocon)).problems();
    }

    private static <T> List<String> problemsOf(String hocon, Function<SettingsNode, T> reader) {
        return catchThrowableOfType(
                        SettingsException.class, () -> Settings.read(ConfigFactory.parseString(hocon), "top", reader))
                .problems();
    }

    @Test
    void readsEveryKindOfValue() {
        assertThat(read(GOOD))
                .isEqualTo(new Everything(
                        "n",
                        3,
                        9_007_199_254_740_993L,
                        0.25,
                        true,
                        Colour.DARK_RED,
                        ZoneId.of("Asia/Kolkata"),
                        List.of("a", "b"),
                        List.of(7, 28),
                        "i",
                        List.of("x", "y"),
                        Map.of("a", 1.5, "b", 2.0)));
    }

    @Test
    void listsEveryProblemAtOnce() {
        assertThat(problemsOf(GOOD
                        + "top { count = 11, share = x, zone = Mars/Base, colour = bleu, days = [0], wurds = [] }"))
                .containsExactly(
                        "Cannot use setting: top.count=11, expected a whole number from 1 to 10; choose a value in that range",
                        "Cannot use setting: top.share=\"x\", expected a number from 0.0 to 1.0; correct the value",
                        "Cannot use setting: top.colour=bleu, expected one of [dark-red, blue]; did you mean blue?",
                        "Cannot use setting: top.zone=Mars/Base, expected a time zone such as UTC or America/New_York; use a"
                                + " name of the tz database",
                        "Cannot use setting: top.days=0, expected whole numbers from 1 to 365; change that element",
                        "Cannot use setting: top.wurds is not a known key, expected one of [big, colour, count, days, inner,"
                                + " list, name, on, share, weights, words, zone]; did you mean top.words?");
    }

    @Test
    void namesAMissingKey() {
        assertThat(problemsOf("top { }", node -> node.text("name")))
                .containsExactly("Cannot use settings: top.name is missing, expected text; add it");
    }

    @Test
    void refusesEmptyText() {
        assertThat(problemsOf("top { name = \"\" }", node -> node.text("name")))
                .containsExactly(
                        "Cannot use setting: top.name=\"\", expected text; give it a value or leave the key out");
    }

    @Test
    void refusesAFractionWhereAWholeNumberIsMeant() {
        assertThat(problemsOf("top { count = 2.5 }", node -> node.integer("count", 1, 10)))
                .containsExactly(
                        "Cannot use setting: top.count=2.5, expected a whole number from 1 to 10; correct the value");
    }

    @Test
    void namesTheElementOfAListThatIsWrong() {
        assertThat(problemsOf(GOOD + "top.list = [ { name = x }, { nam = y } ]"))
                .containsExactly(
                        "Cannot use settings: top.list[1].name is missing, expected text; add it",
                        "Cannot use setting: top.list[1].nam is not a known key, expected one of [name]; did you mean"
                                + " top.list[1].name?");
    }

    @Test
    void readsAbsentOptionalValuesAsNothing() {
        String rest = Settings.read(
                ConfigFactory.parseString("top { }"),
                "top",
                node -> "" + node.optionalText("a")
                        + node.optionalInteger("b", 0, 1) + node.optionalNumber("c", 0, 1)
                        + node.optionalSection("d", d -> d)
                        + node.section("e", e -> e.has("f")));
        assertThat(rest).isEqualTo("Optional.emptyOptional.emptyOptional.emptyOptional.emptyfalse");
    }

    @Test
    void knowsAKeyWithDotsWhenItIsQuoted() {
        Map<String, String> options = Settings.read(
                ConfigFactory.parseString("top { options { \"a.b\" = 1, c = d } }"),
                "top",
                node -> node.byName("options", SettingsEntry::text));
        assertThat(options).isEqualTo(Map.of("a.b", "1", "c", "d"));
    }

    @Test
    void endsWithTheSettingsCode() {
        assertThatThrownBy(() -> read("top = 3"))
                .isInstanceOf(SettingsException.class)
                .satisfies(failure -> assertThat(ExitCode.of(failure)).isEqualTo(ExitCode.SETTINGS))
                .hasMessageContaining("expected a section { ... }");
    }
}
