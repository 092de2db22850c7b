package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class PackedIdsTest {
    @Property(tries = 200)
    void givesBackEveryId(@ForAll @Size(max = 40) @UniqueElements List<@StringLength(max = 30) String> ids) {
        List<String> encodable = ids.stream()
                .filter(id -> new String(
                                id.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .equals(id))
                .toList();
        PackedIds packed = PackedIds.of(encodable.toArray(String[]::new));
        for (int item = 0; item < encodable.size(); item++) {
            assertThat(packed.id(item)).isEqualTo(encodable.get(item));
        }
    }

    @Test
    void ordersCategoriesByBytesNotByJavaCharacters() {
        // U+FF5E is below U+1F600 in UTF-8 and above its surrogates in Java.
        assertThat("\uFF5E".compareTo("\uD83D\uDE00")).isPositive();
        assertThat(Utf8Order.INSTANCE.compare("\uFF5E", "\uD83D\uDE00")).isNegative();
    }
}
