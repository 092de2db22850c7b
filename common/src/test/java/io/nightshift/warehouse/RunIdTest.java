package io.nightshift.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.ExitCode;
import io.nightshift.errors.SettingsException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "nightly-1", "2026-07-27_a.b", "a..b"})
    void acceptsLowerCaseNames(String text) {
        assertThat(RunId.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                ".hidden",
                "-a",
                "_a",
                "a/b",
                "../a",
                "a\\b",
                "A",
                "ä",
                "a b",
                "a\n",
                "hdfs://h/a",
                "%2e%2e",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesWhatCouldLeadElsewhere(String text) {
        assertThatThrownBy(() -> RunId.of(text))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SETTINGS))
                .hasMessage("Cannot use run id: run-id=" + text
                        + ", expected [a-z0-9][a-z0-9._-]{0,63}; choose a name such as nightly-1");
    }

    @Test
    void keepsAForeignNameThatIsValid() {
        assertThat(RunId.from("nightly-1").text()).isEqualTo("nightly-1");
    }

    @Test
    void makesAirflowsNameValid() {
        assertThat(RunId.from("scheduled__2026-08-01T00:00:00+00:00").text())
                .matches("scheduled__2026-08-01t00-00-00-00-00-[0-9a-f]{8}");
    }

    @Test
    void tellsNamesApartThatOnlyDifferInForbiddenCharacters() {
        assertThat(RunId.from("manual:1")).isNotEqualTo(RunId.from("manual/1"));
    }

    @Property(tries = 200)
    boolean makesEveryNameValidAndTheSameEachTime(@ForAll String foreign) {
        return RunId.isValid(RunId.from(foreign).text()) && RunId.from(foreign).equals(RunId.from(foreign));
    }
}
