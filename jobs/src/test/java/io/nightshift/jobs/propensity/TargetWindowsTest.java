package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.propensity.TargetSettings.Outcome;
import io.nightshift.jobs.propensity.TargetWindows.History;
import io.nightshift.jobs.propensity.TargetWindows.Purpose;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetWindowsTest {
    private static final LocalDate DATE = LocalDate.parse("2017-12-28");
    private static final TargetSettings TARGET =
            new TargetSettings("buys", 28, Outcome.PURCHASE, Optional.empty(), Optional.empty());

    private static TargetWindows windows(Purpose purpose, String firstDay) {
        return TargetWindows.of(purpose, TARGET, DATE, new History(LocalDate.parse(firstDay), 4));
    }

    private static List<LocalDate> dates(String... dates) {
        return List.of(dates).stream().map(LocalDate::parse).toList();
    }

    @Test
    void looksBackHorizonByHorizon() {
        assertThat(windows(Purpose.SCORE, "2017-01-01"))
                .isEqualTo(new TargetWindows(
                        Purpose.SCORE, DATE, dates("2017-11-30", "2017-11-02", "2017-10-05", "2017-09-07")));
    }

    @Test
    void movesEverythingBackByAHorizonForMeasuring() {
        assertThat(windows(Purpose.MEASURE, "2017-01-01"))
                .isEqualTo(new TargetWindows(
                        Purpose.MEASURE,
                        LocalDate.parse("2017-11-30"),
                        dates("2017-11-02", "2017-10-05", "2017-09-07", "2017-08-10")));
    }

    @Test
    void usesTheWindowsThatAHorizonOfHistoryPrecedes() {
        assertThat(windows(Purpose.SCORE, "2017-10-06").training()).isEqualTo(dates("2017-11-30", "2017-11-02"));
        assertThat(windows(Purpose.SCORE, "2017-10-07").training()).isEqualTo(dates("2017-11-30"));
        assertThat(windows(Purpose.SCORE, "2017-12-29").training()).isEmpty();
    }
}
