package io.nightshift.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void isTheSameForTheSameSequence() {
        assertThat(Fingerprint.start().with("a", 1).with("b", 2).hex())
                .isEqualTo(Fingerprint.start().with("a", 1).with("b", 2).hex())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void differsWithOrderNameAndValue() {
        String hex = Fingerprint.start().with("a", 1).with("b", 2).hex();

        assertThat(Fingerprint.start().with("b", 2).with("a", 1).hex()).isNotEqualTo(hex);
        assertThat(Fingerprint.start().with("a", 1).with("c", 2).hex()).isNotEqualTo(hex);
        assertThat(Fingerprint.start().with("a", 1).with("b", 3).hex()).isNotEqualTo(hex);
    }

    @Test
    void doesNotConfuseWhereOneValueEnds() {
        assertThat(Fingerprint.of("ab", "c")).isNotEqualTo(Fingerprint.of("a", "bc"));
    }
}
