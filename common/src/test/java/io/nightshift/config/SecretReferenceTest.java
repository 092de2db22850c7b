package io.nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {
    private static final String KEY = "spark.hadoop.fs.s3a.secret.key";

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    @Test
    void readsTheFirstLineOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "canary\nnot this\n");
        assertThat(SecretReference.resolve(KEY, "file:" + file, hadoop)).isEqualTo("canary");
    }

    @Test
    void readsTheEnvironment() {
        assertThat(SecretReference.resolve(KEY, "env:PATH", hadoop)).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void readsACredentialProvider() throws IOException {
        hadoop.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, "jceks://file" + folder + "/keys.jceks");
        CredentialProvider provider =
                CredentialProviderFactory.getProviders(hadoop).get(0);
        provider.createCredentialEntry("lake", "canary".toCharArray());
        provider.flush();
        assertThat(SecretReference.resolve(KEY, "credential:lake", hadoop)).isEqualTo("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:NO_SUCH_NAME", "file:/no/such/file", "credential:nobody"})
    void namesTheSettingWhenThereIsNone(String reference) {
        assertThatThrownBy(() -> SecretReference.resolve(KEY, reference, hadoop))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("Cannot find secret: " + KEY + "=" + reference + ", expected a secret there");
    }

    @Test
    void leavesOtherSettingsAsTheyAre() {
        assertThat(SecretReference.resolve("spark.app.name", "env:PATH", hadoop))
                .isEqualTo("env:PATH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.hadoop.hadoop.security.credential.provider.path",
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "spark.kubernetes.authenticate.driver.oauthTokenFile",
                "spark.kubernetes.driver.secrets.nightshift-hadoop",
                "spark.security.credentials.hive.enabled",
                "spark.redaction.regex"
            })
    void needsNoneWhereANameOnlySaysWhereSecretsAre(String key) {
        assertThat(SecretReference.isNeededFor(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "spark.hadoop.fs.s3a.access.key",
                "spark.authenticate.secret",
                "spark.ssl.keyStorePassword",
                "spark.hadoop.fs.azure.sas.token"
            })
    void isNeededForSecrets(String key) {
        assertThat(SecretReference.isNeededFor(key)).isTrue();
    }
}
