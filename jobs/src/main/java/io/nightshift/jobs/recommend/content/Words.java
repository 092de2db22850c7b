package io.nightshift.jobs.recommend.content;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text. Chinese is written without spaces, so a run of Han characters counts as its pairs of neighbours (bigrams; Nie and
 * others 2000, "On the use of words and n-grams for Chinese information retrieval"), and a single one as itself: of 茶具 B12 these are
 * 茶具 and b12, of 紫砂茶具 they are 紫砂, 砂茶, 茶具.
 */
final class Words {
    /** A run of Han characters, or of letters, marks and digits of other scripts. */
    static final String PATTERN = "\\p{IsHan}+|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+";

    private Words() {}

    /** The text in compatibility form (full-width letters become plain ones) and small letters, whatever the machine's language. */
    static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The words of the runs that {@link #PATTERN} finds, in order, at most so many. */
    static List<String> of(Iterable<String> runs, int most) {
        List<String> words = new ArrayList<>();
        for (String run : runs) {
            int[] characters = run.codePoints().toArray();
            if (characters.length > 1 && Character.UnicodeScript.of(characters[0]) == Character.UnicodeScript.HAN) {
                for (int at = 0; at + 1 < characters.length && words.size() < most; at++) {
                    words.add(new String(characters, at, 2));
                }
            } else if (words.size() < most) {
                words.add(run);
            }
        }
        return words;
    }
}
