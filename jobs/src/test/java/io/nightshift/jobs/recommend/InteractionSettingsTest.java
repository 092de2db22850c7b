package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.recommend.EventWeight.Magnitude;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InteractionSettingsTest {
    @Test
    void hasTheseDefaults() {
        assertThat(ReferenceSettings.with("").interactions())
                .isEqualTo(new InteractionSettings(
                        Optional.of(180.0),
                        Damping.NONE,
                        Map.of(
                                EventType.VIEW, new EventWeight(0.1, Magnitude.ONE),
                                EventType.CLICK, new EventWeight(0.2, Magnitude.ONE),
                                EventType.CART, new EventWeight(0.5, Magnitude.ONE),
                                EventType.PURCHASE, new EventWeight(1, Magnitude.ONE),
                                EventType.RETURN, new EventWeight(-1, Magnitude.ONE),
                                EventType.RATING, new EventWeight(1, Magnitude.VALUE)),
                        Set.of(EventType.PURCHASE, EventType.RATING),
                        90));
    }

    @Test
    void readsEveryKey() {
        InteractionSettings changed = ReferenceSettings.with(
                        """
                        nightshift.interactions {
                          half-life-days = null, damping = log, conversions = [view], repeat-half-life-days = 7
                          events {
                            view { weight = 2, times = value }, click { weight = 3, times = quantity }
                            cart { weight = 4, times = value }, purchase { weight = 5, times = quantity }
                            return { weight = -6, times = quantity }, rating { weight = 7, times = one }
                          }
                        }""")
                .interactions();

        assertThat(changed)
                .isEqualTo(new InteractionSettings(
                        Optional.empty(),
                        Damping.LOG,
                        Map.of(
                                EventType.VIEW, new EventWeight(2, Magnitude.VALUE),
                                EventType.CLICK, new EventWeight(3, Magnitude.QUANTITY),
                                EventType.CART, new EventWeight(4, Magnitude.VALUE),
                                EventType.PURCHASE, new EventWeight(5, Magnitude.QUANTITY),
                                EventType.RETURN, new EventWeight(-6, Magnitude.QUANTITY),
                                EventType.RATING, new EventWeight(7, Magnitude.ONE)),
                        Set.of(EventType.VIEW),
                        7));
    }

    @Test
    void namesAConversionThatIsNoEventType() {
        assertThatThrownBy(() -> ReferenceSettings.with("nightshift.interactions.conversions = [sale]"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot use setting: nightshift.interactions.conversions=sale, expected event types of "
                        + "[view, click, cart, purchase, return, rating]; change that element");
    }
}
