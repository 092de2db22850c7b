package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * What became of an input row that was readable, in order of precedence; the outcome of a row that could not be used is its reason,
 * such as {@code bad-amount}, and comes after {@link #SUPPRESSED_USER}.
 */
public enum Outcome {
    /** The user is on the suppression list; nothing of the row is kept anywhere. */
    SUPPRESSED_USER,
    /** It happened after the end of the run date. */
    AFTER_RUN_DATE,
    /** The source's own {@code where} leaves it out. */
    EXCLUDED,
    /** The items input has no such item. */
    UNKNOWN_ITEM,
    /** The items input has the item, but its own {@code where} leaves it out. */
    EXCLUDED_ITEM,
    /** The same row, or a row with the same id, is kept. */
    DUPLICATE,
    /** The user has more newer events than the cap. */
    CAPPED_USER,
    /** The item has more newer events than the cap. */
    CAPPED_ITEM,
    /** It is in the table. */
    KEPT;

    /** What the kinds of outcomes are called in the tables. */
    static final String KIND_KEPT = "kept";

    static final String KIND_FILTERED = "filtered";
    static final String KIND_QUARANTINED = "quarantined";

    /** The name in tables and reports, kebab case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Column asColumn() {
        return lit(id());
    }

    /** The kind of an outcome column: kept, filtered or quarantined. */
    static Column kindOf(Column outcome) {
        Object[] known = Arrays.stream(values()).map(Outcome::id).toArray();
        return when(outcome.equalTo(KEPT.id()), lit(KIND_KEPT))
                .when(outcome.isin(known), lit(KIND_FILTERED))
                .otherwise(lit(KIND_QUARANTINED));
    }
}
