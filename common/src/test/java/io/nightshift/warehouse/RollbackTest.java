package io.nightshift.warehouse;

import static io.nightshift.warehouse.Shelf.MONDAY;
import static io.nightshift.warehouse.Shelf.TUESDAY;
import static io.nightshift.warehouse.Shelf.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.RejectedException;
import io.nightshift.errors.SettingsException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
    private static final Suppression JULY = new Suppression("july");
    private static final Suppression AUGUST = new Suppression("august");

    @TempDir
    private Path folder;

    private PlainShelf shelf;
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        shelf = new PlainShelf(folder.toString(), new Configuration(false));
        warehouse = shelf.warehouse();
    }

    private Release night(java.time.LocalDate date, Suppression suppression) {
        return shelf.night(date, "a", Shelf.draft(suppression, ReleaseDraft.Promotion.NEWEST_DATE));
    }

    @Test
    void appendsAReleaseThatListsTheOlderTables() {
        Release monday = night(MONDAY, JULY);
        Release tuesday = night(TUESDAY, JULY);

        Release restored = warehouse.rollback(1, JULY);

        assertThat(restored.number()).isEqualTo(3);
        assertThat(restored.kind()).isEqualTo(Release.Kind.ROLLBACK);
        assertThat(restored.restored()).isEqualTo(1);
        assertThat(restored.replaced()).isEqualTo(2);
        assertThat(restored.tables()).isEqualTo(monday.tables());
        assertThat(restored.date()).isEqualTo(MONDAY);
        assertThat(warehouse.releases().live()).contains(restored);
        assertThat(warehouse.releases().all()).containsExactly(restored, tuesday, monday);
    }

    @Test
    void isFollowedByTheNextNight() {
        night(MONDAY, JULY);
        night(TUESDAY, JULY);
        warehouse.rollback(1, JULY);

        Release wednesday = night(WEDNESDAY, JULY);

        assertThat(warehouse.releases().live()).contains(wednesday);
        assertThat(wednesday.replaced()).isEqualTo(3);
    }

    @Test
    void refusesAReleaseMadeBeforeTheNewestSuppressionList() {
        night(MONDAY, JULY);
        Release tuesday = night(TUESDAY, AUGUST);

        assertThatThrownBy(() -> warehouse.rollback(1, AUGUST))
                .isInstanceOf(RejectedException.class)
                .hasMessage(
                        "Cannot roll back: number=1, expected a release made with the newest suppression list, but it"
                                + " may bring back users who have been suppressed since; run the night again for 2026-07-27");
        assertThat(warehouse.releases().live()).contains(tuesday);
    }

    @Test
    void refusesEveryReleaseWhenTheListChangedSinceTheLastNight() {
        night(MONDAY, JULY);
        night(TUESDAY, JULY);

        assertThatThrownBy(() -> warehouse.rollback(1, AUGUST)).isInstanceOf(RejectedException.class);
    }

    @Test
    void isNotMisledBySettingsThatForgetTheList() {
        night(MONDAY, Suppression.NONE);
        night(TUESDAY, JULY);

        assertThatThrownBy(() -> warehouse.rollback(1, Suppression.NONE)).isInstanceOf(RejectedException.class);
    }

    @Test
    void refusesWhatIsLiveAlready() {
        night(MONDAY, JULY);

        assertThatThrownBy(() -> warehouse.rollback(1, JULY)).isInstanceOf(SettingsException.class);
    }

    @Test
    void refusesANumberThatWasNeverMade() {
        night(MONDAY, JULY);

        assertThatThrownBy(() -> warehouse.rollback(7, JULY))
                .isInstanceOf(InputMissingException.class)
                .hasMessageStartingWith("Cannot find release: number=7, expected one of [1]");
    }
}
