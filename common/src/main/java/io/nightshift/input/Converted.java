package io.nightshift.input;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A source column made canonical.
 *
 * @param value of the kind's type; null when the source has none or a problem applies
 * @param problems in order of precedence
 */
record Converted(Column value, List<Problem> problems) {
    /**
     * What can be wrong with a value.
     *
     * @param word the first part of the reason: bad, long, non-finite
     * @param applies a condition that is never null
     */
    record Problem(String word, Column applies) {}
}
