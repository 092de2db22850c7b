package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlsMemoryTest {
    private static final AlsSettings SETTINGS =
            AlsSettings.defaults().withRank(10).withBlocks(4);

    @Test
    void countsCopiesOfBroadcastSidesAndPackingOfABlock() {
        // 100 users and 20 items of 40 bytes: 4800 bytes; 1000 pairs: 250 in a block of 40 bytes each
        assertThat(AlsMemory.of(SETTINGS, 100, 20, 1000)).isEqualTo(new AlsMemory(19_200, 14_400 + 16_000, 10_000));
    }

    @Test
    void countsAnExchangedSideInTheTask() {
        // users exchanged: 25 x 8 for the pairs of a block, three times 25 x 40 for the block's own vectors, twice 4000
        // for those of all users; on the executors 4000 for these, and 100 x 12 for the items' pairs
        AlsSettings limited = SETTINGS.withBroadcastLimitBytes(1000);
        assertThat(AlsMemory.of(limited, 100, 20, 100))
                .isEqualTo(new AlsMemory(3200, 2400 + 1600 + 4000 + 1200, 200 + 3000 + 8000));
    }
}
