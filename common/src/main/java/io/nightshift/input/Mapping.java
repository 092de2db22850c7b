package io.nightshift.input;

import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A column of a source, or an expression over its columns.
 *
 * @param value of any type
 * @param failed true where a text that is there cannot be cast, so that the value became null by accident; never null. Casts within
 *     conditions and try_cast are the user's own business
 * @param columns the columns of the source that it reads
 */
public record Mapping(Column value, Column failed, Set<String> columns) {
    /** Stands in for a setting that cannot be used. */
    static final Mapping NOTHING = new Mapping(functions.lit(null), functions.lit(false), Set.of());
}
