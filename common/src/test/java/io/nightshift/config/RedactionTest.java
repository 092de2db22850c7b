package io.nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret", "client-secret", "password", "dbPassword", "passphrase", "auth_token", "credentials",
                "aws.access.key.id", "accessKey", "ACCESS_KEY", "private-key", "privateKey", "hmac", "id-salt",
                "fs.s3a.secret.key", "spark.hadoop.fs.azure.account.hmac"
            })
    void knowsSecretsByTheirNamesAndTellsSpark(String key) {
        assertThat(Redaction.isSecret(key)).isTrue();
        assertThat(key).containsPattern(Pattern.compile(Redaction.SPARK_PATTERN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-id", "path", "seed", "key", "order-id", "rank", "spark.sql.session.timeZone"})
    void leavesOtherNamesAlone(String key) {
        assertThat(Redaction.isSecret(key)).isFalse();
    }

    @Test
    void hidesSecretsAtAnyDepthAndEverythingBelowThem() {
        String json = Redaction.json(ConfigFactory.parseString("inputs = [ { path = p, password = canary } ]\n"
                + "credentials { file = canary, list = [canary] }\nnested.deep.hmac-salt = 17\nseed = 1"));

        assertThat(json)
                .isEqualTo("{\"credentials\":\"(redacted)\",\"inputs\":[{\"password\":\"(redacted)\",\"path\":\"p\"}],"
                        + "\"nested\":{\"deep\":{\"hmac-salt\":\"(redacted)\"}},\"seed\":1}");
    }

    @Test
    void hidesAPasswordWithinAnAddress() {
        assertThat(Redaction.json(ConfigFactory.parseString("path = \"jdbc:x://ann:canary@host/db\"")))
                .isEqualTo("{\"path\":\"jdbc:x://(redacted)@host/db\"}");
    }

    @Test
    void givesTheSameTextForTheSameSettingsInAnyOrder() {
        assertThat(Redaction.json(ConfigFactory.parseString("b = 1, a { d = 2, c = 3 }")))
                .isEqualTo(Redaction.json(ConfigFactory.parseString("a { c = 3, d = 2 }, b = 1")));
    }
}
