package io.nightshift.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.nightshift.config.Settings;
import io.nightshift.errors.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSettingsTest {
    private static final String SECRET_KEY = "spark.hadoop.fs.s3a.secret.key";

    @TempDir
    private Path folder;

    private static SparkSettings read(String section) {
        return Settings.read(ConfigFactory.parseString("spark { " + section + " }"), "spark", SparkSettings::read);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(read("conf {}")).isEqualTo(new SparkSettings(Optional.empty(), Map.of()));
    }

    @Test
    void readsEveryKey() {
        assertThat(read("master = \"local[3]\", conf.\"spark.sql.shuffle.partitions\" = 7"))
                .isEqualTo(new SparkSettings(Optional.of("local[3]"), Map.of("spark.sql.shuffle.partitions", "7")));
    }

    @Test
    void refusesALiteralSecretWithoutShowingIt() {
        assertThatThrownBy(() -> read("conf.\"" + SECRET_KEY + "\" = canary"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "Cannot use setting: spark.conf.\"" + SECRET_KEY + "\"=(redacted), expected env:NAME, file:PATH"
                                + " or credential:ALIAS; move the secret there: settings are stored and logged");
    }

    @Test
    void refusesAPasswordWithinAnAddressWithoutShowingIt() {
        assertThatThrownBy(() -> read("conf.\"spark.hadoop.fs.defaultFS\" = \"s3a://ann:canary@lake\""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("s3a://(redacted)@lake, expected an address without user and password")
                .hasMessageNotContaining("canary");
    }

    @Test
    void refusesWhatChangesResultsOrHidesDamage() {
        assertThatThrownBy(() ->
                        read("conf { \"spark.sql.ansi.enabled\" = true, \"spark.sql.files.ignoreCorruptFiles\" = true,"
                                + " \"spark.files.ignoreMissingFiles\" = true }"))
                .asInstanceOf(InstanceOfAssertFactories.type(SettingsException.class))
                .extracting(SettingsException::problems)
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .hasSize(3);
    }

    @Test
    void holdsReferencesAndGivesHadoopTheSecrets() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "canary");
        SparkSettings settings = read("conf.\"" + SECRET_KEY + "\" = \"file:" + file + "\"");
        assertThat(settings.conf()).containsValues("file:" + file);
        assertThat(List.of(
                        settings.hadoop().get("fs.s3a.secret.key"),
                        settings.withSecrets().get(SECRET_KEY)))
                .containsOnly("canary");
    }
}
