package io.nightshift.jobs.recommend.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class StrongestLinksTest {
    private static final int[] OTHERS = {2, 5, 7, 9};
    private static final float[] WEIGHTS = {0.5f, -0.8f, 0, 0.5f};

    @Test
    void keepsTheHighestAboveZeroAndTheLowerItemOfEquals() {
        assertThat(StrongestLinks.of(1, OTHERS, WEIGHTS, 1)).isEqualTo(List.of(RowFactory.create(1, 2, 0.5f)));
        assertThat(StrongestLinks.of(1, OTHERS, WEIGHTS, 9))
                .isEqualTo(List.of(RowFactory.create(1, 2, 0.5f), RowFactory.create(1, 9, 0.5f)));
    }

    @Test
    void keepsTheFarthestFromZeroWithTheirSigns() {
        assertThat(StrongestLinks.ofEitherSign(1, OTHERS, WEIGHTS, 2))
                .isEqualTo(List.of(RowFactory.create(1, 5, -0.8f), RowFactory.create(1, 2, 0.5f)));
        assertThat(StrongestLinks.ofEitherSign(1, OTHERS, WEIGHTS, 9)).hasSize(3);
    }
}
