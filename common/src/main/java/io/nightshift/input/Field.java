package io.nightshift.input;

/**
 * One canonical column of an input.
 *
 * @param key the name in settings and in reasons, kebab case
 * @param column the name in the rows, snake case
 * @param kind what its values are
 * @param isRequired whether a source must map it and a row must have it
 */
public record Field(String key, String column, FieldKind kind, boolean isRequired) {
    /** A column that every source maps and every row has. */
    public static Field required(String key, String column, FieldKind kind) {
        return new Field(key, column, kind, true);
    }

    /** A column that a source may leave out and a row may leave empty. */
    public static Field optional(String key, String column, FieldKind kind) {
        return new Field(key, column, kind, false);
    }
}
