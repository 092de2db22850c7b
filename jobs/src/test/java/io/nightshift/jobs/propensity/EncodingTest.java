package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.propensity.Encoding.EncodedColumn;
import io.nightshift.jobs.propensity.Encoding.FeatureRow;
import io.nightshift.jobs.propensity.Encoding.Levels;
import io.nightshift.jobs.propensity.Encoding.Numeric;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private static final Encoding ENCODING = new Encoding(
            List.of(new Numeric("spend", false), new Numeric("age", true)),
            List.of(new Levels("city", List.of("Bern", "Rome"))),
            List.of(new Numeric("due", true)));

    @Test
    void givesANumberItsScaledValueAndAnIndicatorOfMissing() {
        double[] columns = ENCODING.encode(
                new FeatureRow(new double[] {Math.E - 1, Double.NaN}, List.of("Rome"), new double[] {0}));

        assertThat(columns).containsExactly(1.0, 0, 1, 0, 1, 0, 0, 0);
    }

    @Test
    void keepsTheSignOfWhatReturnsMadeNegative() {
        double[] columns =
                ENCODING.encode(new FeatureRow(new double[] {1 - Math.E, 0}, List.of("Bern"), new double[] {0}));

        assertThat(columns).containsExactly(-1.0, 0, 0, 1, 0, 0, 0, 0);
    }

    @Test
    void tellsAMissingCategoryFromAnUnknownOne() {
        assertThat(ENCODING.encode(new FeatureRow(new double[2], List.of(""), new double[] {Double.NaN})))
                .endsWith(0, 0, 1, 0, 1);
        assertThat(ENCODING.encode(new FeatureRow(new double[2], List.of("Oslo"), new double[] {0})))
                .endsWith(0, 0, 0, 0, 0);
    }

    @Test
    void namesItsColumns() {
        assertThat(ENCODING.columns())
                .hasSize(ENCODING.width())
                .containsExactly(
                        new EncodedColumn(0, "value"),
                        new EncodedColumn(1, "value"),
                        new EncodedColumn(1, "missing"),
                        new EncodedColumn(2, "=Bern"),
                        new EncodedColumn(2, "=Rome"),
                        new EncodedColumn(2, "missing"),
                        new EncodedColumn(3, "value"),
                        new EncodedColumn(3, "missing"));
        assertThat(ENCODING.feature(2)).isEqualTo("city");
        assertThat(ENCODING.feature(3)).isEqualTo("due");
    }

    @Test
    void showsValuesAsPeopleReadThem() {
        FeatureRow row =
                new FeatureRow(new double[] {3, 2.0 / 3, Double.NaN, 1200}, List.of("", "Rome"), new double[] {0});

        assertThat(List.of(
                        row.shown(0),
                        row.shown(1),
                        row.shown(2),
                        row.shown(3),
                        row.shown(4),
                        row.shown(5),
                        row.shown(6)))
                .containsExactly("3", "0.6667", "missing", "1200", "missing", "Rome", "0");
    }
}
