package io.nightshift.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MainTest {
    @BeforeEach
    void beInsideACluster() {
        System.setProperty("spark.submit.deployMode", "cluster");
    }

    @AfterEach
    void leaveIt() {
        System.clearProperty("spark.submit.deployMode");
    }

    @Test
    void aDriverInsideAClusterThrowsInsteadOfExiting() {
        assertThatThrownBy(() -> Main.main(new String[] {"nightly", "--date", "yesterday"}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Nightshift ended with 2 (settings), see the log above");
    }

    @Test
    void aDriverInsideAClusterReturnsWhenItIsDone() {
        assertThatCode(() -> Main.main(new String[] {"jobs"})).doesNotThrowAnyException();
    }
}
