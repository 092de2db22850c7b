package io.nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.errors.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    @TempDir
    Path folder;

    /** {@code reference.conf} of the test resources has {@code program { name = unnamed, count = 1 }}. */
    private record Program(String name, int count) {
        static Program read(SettingsNode node) {
            return new Program(node.text("name"), node.integer("count", 0, 10));
        }
    }

    private final SettingsLoader loader = new SettingsLoader(new Configuration(false), "program");

    private Program load(String file, String... overrides) {
        return loader.load(file, List.of(overrides), Program::read).settings();
    }

    private List<String> problemsOf(String file, String... overrides) {
        return catchThrowableOfType(SettingsException.class, () -> load(file, overrides))
                .problems();
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void laysOverridesOverTheFileOverTheDefaults() {
        assertThat(loader.loadDefaults(List.of(), Program::read).settings()).isEqualTo(new Program("unnamed", 1));
        String file = write("a.conf", "program { name = mine, count = 2 }");
        assertThat(load(file)).isEqualTo(new Program("mine", 2));
        assertThat(load(file, "count=3", "program.count=4")).isEqualTo(new Program("mine", 4));
    }

    @Test
    void readsAFileByItsFullAddress() {
        String file = write("a.conf", "program.name = mine");
        assertThat(load("file://" + file).name()).isEqualTo("mine");
    }

    @Test
    void takesAnOverrideThatIsNotHoconAsText() {
        String file = write("a.conf", "");
        assertThat(load(file, "name=hdfs://host:1/a b").name()).isEqualTo("hdfs://host:1/a b");
        assertThat(load(file, "name=\"quoted = text\"").name()).isEqualTo("quoted = text");
        assertThat(load(file, "name=1\ninclude url(\"http://example.org/x.conf\")")
                        .name())
                .isEqualTo("1\ninclude url(\"http://example.org/x.conf\")");
    }

    @Test
    void listsEveryProblemOfAllLayersAtOnce() {
        String file = write("a.conf", "program { nam = x, count = many }\nprogramm.count = 2");
        assertThat(problemsOf(file, "count", "=3"))
                .containsExactly(
                        "Cannot use setting: programm is outside the section program, expected one of [program, variables];"
                                + " did you mean program?",
                        "Cannot use --set count, expected key=value, such as recommend.top-n=20; Invalid path 'count': there"
                                + " is no key=value",
                        "Cannot use --set =3, expected key=value, such as recommend.top-n=20; Invalid path '=3': there is no"
                                + " key=value",
                        "Cannot use setting: program.count=\"many\", expected a whole number from 0 to 10; correct the value",
                        "Cannot use setting: program.nam is not a known key, expected one of [count, name]; did you mean"
                                + " program.name?");
    }

    @Test
    void namesTheLineOfASyntaxError() {
        String file = write("a.conf", "program {\n  name = mine\n  count = = 2\n}");
        assertThat(problemsOf(file))
                .singleElement()
                .asString()
                .startsWith("Cannot read settings: ")
                .contains("a.conf: 3:")
                .endsWith(", expected HOCON; correct that line");
    }

    @Test
    void namesAFileThatDoesNotExist() {
        assertThat(problemsOf(folder + "/none.conf"))
                .containsExactly("Cannot read settings: file=" + folder
                        + "/none.conf does not exist, expected a HOCON file; check --config");
    }

    @Test
    void resolvesVariablesAndTheEnvironment() {
        String file = write(
                "a.conf", "variables.who = me\nprogram { name = \"by \"${variables.who}, count = ${?NO_SUCH_NAME} }");
        assertThat(load(file)).isEqualTo(new Program("by me", 1));
        String broken = write("b.conf", "program.name = ${no.such.name}");
        assertThat(problemsOf(broken))
                .singleElement()
                .asString()
                .contains("no.such.name")
                .contains("b.conf: 1");
    }

    @Test
    void includesFilesBesideTheFile() {
        write("base.conf", "program.name = base");
        String file = write("a.conf", "include \"base.conf\"\ninclude \"absent.conf\"\nprogram.count = 5");
        assertThat(load(file)).isEqualTo(new Program("base", 5));
        String demanding = write("b.conf", "include required(\"absent.conf\")");
        assertThat(problemsOf(demanding)).singleElement().asString().contains("absent.conf does not exist");
    }

    @Test
    void refusesIncludesFromElsewhere() {
        for (String include : List.of(
                "url(\"http://example.org/x.conf\")",
                "\"https://example.org/x.conf\"",
                "\"hdfs://other/x.conf\"",
                "url(\"file:///etc/hosts\")",
                "classpath(\"reference.conf\")")) {
            String file = write("a.conf", "include " + include);
            assertThat(problemsOf("file://" + file))
                    .as(include)
                    .singleElement()
                    .asString()
                    .startsWith("Cannot read settings: ")
                    .containsAnyOf("expected a file of the same file system", "expected a file on the local disk");
        }
    }

    @Test
    void endsACircleOfIncludes() {
        String file = write("a.conf", "include \"a.conf\"");
        assertThat(problemsOf(file)).singleElement().asString().contains("expected no circle");
    }
}
