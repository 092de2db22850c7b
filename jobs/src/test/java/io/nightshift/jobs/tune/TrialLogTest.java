package io.nightshift.jobs.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.SettingsException;
import io.nightshift.storage.Storage;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialLogTest {
    private static final Trial AS_IS = new Trial(0, Map.of(), Map.of("2017-11-02", 0.25), 1.5);
    private static final Trial BEST = new Trial(
            1, Map.of("recommend.als.rank", "64"), Map.of("2017-10-05", 0.25, "2017-11-02", 0.75), 2);
    private static final Trial AS_GOOD = new Trial(2, Map.of("recommend.als.rank", "32"), Map.of("2017-11-02", 0.5), 2);

    @TempDir
    private Path folder;

    @Test
    void keepsWhatCameOfATrial() {
        TrialLog log = open("search");
        log.add(BEST);

        assertThat(open("search").finished(1)).contains(BEST);
        assertThat(log.finished(2)).isEmpty();
    }

    @Test
    void theBestMeanOverTheCutsComesFirstThenTheLowerNumber() {
        TrialLog log = open("search");
        log.add(AS_GOOD);
        log.add(AS_IS);
        log.add(BEST);

        assertThat(log.best()).containsExactly(BEST, AS_GOOD, AS_IS);
    }

    @Test
    void refusesTheFolderOfAnotherSearch() {
        open("search");

        assertThatThrownBy(() -> open("another"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Cannot go on with the search: --log=")
                .hasMessageContaining("expected the folder of a search with the same settings, date and code");
    }

    @Test
    void aTrialReadsAsSettings() {
        assertThat(BEST.snippet()).isEqualTo("nightshift {\n  recommend.als.rank = 64\n}\n");
    }

    private TrialLog open(String search) {
        return TrialLog.open(Storage.open(folder.resolve("log").toString(), new Configuration()), search);
    }
}
