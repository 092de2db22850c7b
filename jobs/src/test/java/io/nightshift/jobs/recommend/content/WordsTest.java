package io.nightshift.jobs.recommend.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static List<String> words(String text, int most) {
        List<String> runs = Pattern.compile(Words.PATTERN)
                .matcher(Words.normalised(text))
                .results()
                .map(MatchResult::group)
                .toList();
        return Words.of(runs, most);
    }

    @Test
    void splitsAtWhatIsNeitherLetterNorDigit() {
        assertThat(words("Crème-brûlée, 6 OZ (2x)", 9)).containsExactly("crème", "brûlée", "6", "oz", "2x");
        assertThat(words("", 9)).isEmpty();
        assertThat(words("--", 9)).isEmpty();
    }

    @Test
    void pairsTheCharactersOfChinese() {
        assertThat(words("紫砂茶具B12 茶", 9)).containsExactly("紫砂", "砂茶", "茶具", "b12", "茶");
        assertThat(words("紫砂,茶具", 9)).containsExactly("紫砂", "茶具");
        // A character of two chars, and one outside the basic plane.
        assertThat(words("𠮷野家", 9)).containsExactly("𠮷野", "野家");
    }

    @Test
    void takesFullWidthForPlainAndKeepsTheFirstWords() {
        assertThat(words("ＡＢＣ　１２", 9)).containsExactly("abc", "12");
        assertThat(words("紫砂茶具 a b", 2)).containsExactly("紫砂", "砂茶");
        assertThat(words("TITLE", 9)).containsExactly("title");
    }
}
